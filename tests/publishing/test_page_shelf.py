"""Pages are kept within their limits, in memory and in files, and rendered by one process at a time."""

import multiprocessing
import threading
import time

import pytest

from streamcms.publishing.page_shelf import PageShelf
from streamcms.publishing.stored_page import StoredPage

PROCESSES, THREADS = 3, 4


def page(size=1000, text="x"):
    return StoredPage(200, {"Content-Type": "text/html"}, {"identity": (text * size).encode()})


@pytest.fixture
def shelf(tmp_path):
    return PageShelf(tmp_path, limit=100_000)


def test_a_page_is_found_again_in_memory_and_by_another_process_in_its_file(shelf, tmp_path):
    kept = StoredPage.compress(200, {"Content-Type": "text/html"}, "Häuser ".encode() * 100)
    shelf.keep("v1", ("v1", "/a/"), kept)
    another = PageShelf(tmp_path, limit=100_000)

    assert shelf.find(("v1", "/a/")) == kept
    assert another.find(("v1", "/a/")) is None
    assert another.find_file("v1", ("v1", "/a/")) == kept
    assert another.find(("v1", "/a/")) == kept
    assert another.find_file("v2", ("v2", "/a/")) is None


def test_the_least_recently_used_leave_first_and_memory_has_a_limit(shelf):
    for number in range(200):
        shelf.keep("v1", number, page())
        shelf.find(0)

    found = [number for number in range(200) if shelf.find(number)]

    assert found[0] == 0
    assert found[1:] == list(range(200 - len(found) + 1, 200))
    assert sum(shelf.find(number).size for number in found) <= 100_000


def test_files_have_a_limit_too(shelf, tmp_path):
    for number in range(300):
        shelf.keep("v1", number, page())

    assert sum(file.stat().st_size for file in (tmp_path / "v1").iterdir()) <= 100_000 * 9 / 8


def test_a_page_larger_than_an_eighth_is_not_kept(shelf):
    shelf.keep("v1", "large", page(size=13_000))

    assert shelf.find("large") is None
    assert shelf.find_file("v1", "large") is None


def test_files_of_former_versions_go_with_the_first_page_of_a_new_one(shelf, tmp_path):
    for version in ("2-a", "3-a", "3-b", "1-a"):
        shelf.keep(version, "a", page())

    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["1-a", "3-b"]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: bytes(len(data))])
def test_a_file_that_a_crash_left_half_written_is_no_page(shelf, tmp_path, damage):
    shelf.keep("v1", "a", page())
    (file,) = (tmp_path / "v1").iterdir()
    file.write_bytes(damage(file.read_bytes()))

    assert shelf.find_file("v1", "a") is None


def test_a_folder_that_cannot_be_written_to_costs_no_answer(tmp_path):
    (tmp_path / "file").write_text("no folder")
    shelf = PageShelf(tmp_path / "file", limit=100_000)

    with shelf.alone("a"):
        shelf.keep("v1", "a", page())

    assert shelf.find("a") == page()


def test_a_burst_in_several_processes_renders_a_page_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    started = context.Barrier(PROCESSES)
    processes = [context.Process(target=ask_in_threads, args=(tmp_path, started)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert (tmp_path / "rendered").read_text() == "once\n"
    assert (tmp_path / "answered").read_text() == "page\n" * PROCESSES * THREADS


def ask_in_threads(folder, started):
    shelf = PageShelf(folder / "shelf", limit=100_000)
    started.wait()
    threads = [threading.Thread(target=ask, args=(folder, shelf)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def ask(folder, shelf):
    """As the page cache asks."""
    with shelf.alone("/"):
        found = shelf.find("/") or shelf.find_file("v1", "/")
        if not found:
            note(folder / "rendered", "once\n")
            time.sleep(0.3)
            found = page(1, "page\n")
            shelf.keep("v1", "/", found)
    note(folder / "answered", found.bodies["identity"].decode())


def note(path, line):
    with open(path, "a") as file:
        file.write(line)


def test_a_lock_ends_with_the_process_that_held_it(tmp_path):
    context = multiprocessing.get_context("spawn")
    holds = context.Event()
    process = context.Process(target=hold_for_ever, args=(tmp_path, holds))
    process.start()
    holds.wait(30)
    process.kill()

    with PageShelf(tmp_path, limit=100_000).alone("/"):
        process.join()

    assert process.exitcode == -9


def hold_for_ever(folder, holds):
    with PageShelf(folder, limit=100_000).alone("/"):
        holds.set()
        time.sleep(600)
