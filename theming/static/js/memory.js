// What the viewer keeps, in this browser alone: a list, what was seen, and whether to blur what was not.
//
// One entry of local storage, and the file that the viewer exports, in this form:
//   {"streamcms": "memory", "version": 1, "titles": {slug: card}, "list": {slug: when}, "seen": {mark: when}, "blur": true}
// A mark is a slug, or "slug#season-1-episode-2"; `when` is in milliseconds. A card holds what a card shows, so that
// nobody has to be asked for it: {"kind", "name", "year", "rating", "genres", "poster", "tone"}.
const KEY = "memory";
const VERSION = 1;
const MARK = /^[-\p{L}\p{M}\p{N}_]{1,120}(#season-\d{1,5}-episode-\d{1,5})?$/u;
const MOST = 20_000;
const CARD_TEXTS = { name: 300, year: 40, rating: 5, genres: 200, poster: 500, tone: 2 };

const changes = new EventTarget();
let kept = blank();
kept = read();

addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) announce(read());
});
// A page that comes back from the browser's own cache has missed what other pages wrote.
addEventListener("pageshow", (event) => event.persisted && announce(read()));

// Calls back now and after every change, in this tab or another, until the signal is aborted.
export function follow(callback, signal) {
  changes.addEventListener("change", callback, { signal });
  callback();
}

export const isListed = (slug) => Object.hasOwn(kept.list, slug);
export const isSeen = (mark) => Object.hasOwn(kept.seen, mark);
export const isBlurring = () => kept.blur;

// Cards of "list" or "seen", the latest first; marks of episodes have none.
export function cards(shelf) {
  const slugs = Object.keys(kept[shelf]).filter((slug) => Object.hasOwn(kept.titles, slug));
  return slugs.sort((a, b) => kept[shelf][b] - kept[shelf][a]).map((slug) => ({ slug, ...kept.titles[slug] }));
}

// Puts a mark on a shelf ("list" or "seen") or takes it off. `card` goes with a title's mark.
export function toggle(shelf, mark, card) {
  write((memory) => {
    if (Object.hasOwn(memory[shelf], mark)) return delete memory[shelf][mark];
    memory[shelf][mark] = Date.now();
    if (card) memory.titles[mark] = checkedCard(card);
  });
}

// A page shows the title anew: what is kept of it follows.
export function refresh(slug, card) {
  if (!Object.hasOwn(kept.titles, slug)) return;
  const fresh = checkedCard(card);
  if (JSON.stringify(fresh) !== JSON.stringify(kept.titles[slug])) write((memory) => (memory.titles[slug] = fresh));
}

export function setBlur(blur) {
  write((memory) => (memory.blur = blur));
}

export function forget(...slugs) {
  write((memory) => slugs.forEach((slug) => { delete memory.list[slug]; delete memory.seen[slug] }));
}

export function forgetAll() {
  write((memory) => Object.assign(memory, blank()));
}

export const exported = () => JSON.stringify({ streamcms: KEY, version: VERSION, ...kept }, null, 1);

// Adds what a file holds to what is kept. Returns how many marks are new; null for what is no such file.
export function merge(text) {
  const found = parse(text);
  if (!found) return null;
  const before = size();
  write((memory) => {
    for (const shelf of ["list", "seen"]) {
      for (const [mark, when] of Object.entries(found[shelf])) memory[shelf][mark] = Math.max(when, memory[shelf][mark] ?? 0);
    }
    memory.titles = { ...found.titles, ...memory.titles };
    memory.blur ||= found.blur;
  });
  return size() - before;
}

const size = () => Object.keys(kept.list).length + Object.keys(kept.seen).length;

function blank() {
  return { titles: {}, list: {}, seen: {}, blur: false };
}

function read() {
  try {
    return parse(localStorage.getItem(KEY)) ?? blank();
  } catch {
    return kept; // Storage is forbidden: the memory lasts as long as the page.
  }
}

// Reads again before it writes, so that two tabs do not undo each other's work.
function write(change) {
  const memory = read();
  change(memory);
  for (const slug of Object.keys(memory.titles)) {
    if (!Object.hasOwn(memory.list, slug) && !Object.hasOwn(memory.seen, slug)) delete memory.titles[slug];
  }
  try {
    localStorage.setItem(KEY, JSON.stringify({ streamcms: KEY, version: VERSION, ...memory }));
  } catch {
    // Storage is full or forbidden.
  }
  announce(memory);
}

function announce(memory) {
  kept = memory;
  document.documentElement.toggleAttribute("data-listed", Object.keys(kept.list).length > 0);
  document.documentElement.toggleAttribute("data-blur", kept.blur);
  changes.dispatchEvent(new Event("change"));
}

// Null for what is not of this format; of the rest, what is sound.
function parse(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (found?.streamcms !== KEY || found.version !== VERSION) return null;
  const titles = entries(found.titles, (card) => card?.name && (card.kind === "movie" || card.kind === "show"));
  return {
    titles: Object.fromEntries(titles.map(([slug, card]) => [slug, checkedCard(card)])),
    list: Object.fromEntries(entries(found.list, Number.isFinite)),
    seen: Object.fromEntries(entries(found.seen, Number.isFinite)),
    blur: found.blur === true,
  };
}

function entries(things, isSound) {
  if (typeof things !== "object" || !things || Array.isArray(things)) return [];
  return Object.entries(things).filter(([mark, thing]) => MARK.test(mark) && isSound(thing)).slice(0, MOST);
}

// Texts of known length; a picture from this site or a full https address, never a script.
function checkedCard(card) {
  const texts = Object.entries(CARD_TEXTS).map(([name, length]) => [name, String(card[name] ?? "").slice(0, length)]);
  const checked = { kind: card.kind === "show" ? "show" : "movie", ...Object.fromEntries(texts) };
  if (/^\.{1,2}\//.test(checked.poster)) checked.poster = new URL(checked.poster, location.href).pathname; // of an export
  if (!/^(\/(?!\/)|https:\/\/)/.test(checked.poster)) checked.poster = "";
  return checked;
}
