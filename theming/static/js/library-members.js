// The titles of a person, a tag or a collection: asked for when a state names one, found in the index by checksum.
import { add, emptySet } from "./library-bits.js";
import { crc32 } from "./library-crc.js";
import { MEMBERSHIPS } from "./library-state.js";

export class LibraryMembers {
  #index
  #url
  #known = new Map() // "tag/silent" -> bits, null where there is none such

  constructor(index, url) {
    this.#index = index
    this.#url = url
  }

  #named(state) {
    return MEMBERSHIPS.filter((kind) => state[kind]).map((kind) => `${kind}/${encodeURIComponent(state[kind])}`)
  }

  isReady(state) {
    return this.#named(state).every((name) => this.#known.has(name))
  }

  // The rows of each, as bits.
  of(state) {
    return this.#named(state).map((name) => this.#known.get(name)).filter(Boolean)
  }

  async load(state) {
    await Promise.all(this.#named(state).filter((name) => !this.#known.has(name)).map(async (name) => {
      const response = await fetch(`${this.#url}${name}.json`, { credentials: "same-origin" })
      if (!response.ok && response.status !== 404) throw new Error(`members: ${response.status}`)
      this.#known.set(name, response.ok ? this.#rows(await response.json()) : emptySet(this.#index.titles))
    }))
  }

  #rows(slugs) {
    const bits = emptySet(this.#index.titles)
    const byHash = new Map()
    for (const slug of slugs) {
      const hash = crc32(new TextEncoder().encode(slug))
      byHash.set(hash, [...(byHash.get(hash) ?? []), slug])
    }
    this.#index.hashes.forEach((hash, row) => { if (byHash.get(hash)?.includes(this.#index.slug(row))) add(bits, row) })
    return bits
  }
}
