"""PURE. Work in several processes, its results in order: NumPy holds Python's lock for most of what is done here."""

import multiprocessing
import os
import threading

_TASKS_EACH = 8  # at least, or a process is not worth its start


def in_processes(work, tasks):
    """work(*task) of each task, in their order.

    Each process begins as a copy of this one, so nothing is sent to it, and writes into a pipe: it ends when nobody
    reads, so also when this process is killed. Where a copy cannot be made safely (other threads are at work) or would
    not help, the work is done here.
    """
    tasks = list(tasks)
    count = min(processors(), len(tasks) // _TASKS_EACH)
    if count < 2 or not _may_fork():
        yield from (work(*task) for task in tasks)
        return
    context = multiprocessing.get_context("fork")
    readers, processes = [], []
    try:
        for number in range(count):
            reader, writer = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(work, tasks[number::count], reader, writer), daemon=True)
            readers.append(reader)
            processes.append(process)
            process.start()
            writer.close()
        for place in range(len(tasks)):
            yield readers[place % count].recv()
    finally:
        for reader in readers:
            reader.close()
        for process in processes:
            process.join()


def _may_fork():
    alone = threading.current_thread() is threading.main_thread() and threading.active_count() == 1
    known = "fork" in multiprocessing.get_all_start_methods()
    return alone and known and not multiprocessing.current_process().daemon


def _work(work, tasks, reader, writer):
    reader.close()
    try:
        for task in tasks:
            writer.send(work(*task))
    except BrokenPipeError:
        pass  # nobody wants the rest


def processors():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
