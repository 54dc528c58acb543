// What a save does for viewers, as publishing/outcome.py has it. Showings are [state, opens, closes], moments texts that
// sort: "2027-03-04T20:00", "" for none.
const result = (kind, at = "", until = "") => ({ kind, at, until })

const shows = ([state, opens, closes], now) => state === "published" && opens <= now && (!closes || now < closes)

export function outcome(before, after, now) {
  const [was, opened] = before
  const [state] = after
  if (state === "published") return published(before, after, now)
  if (shows(before, now)) return result(state === "archived" ? "archive" : "hide")
  if (was === "published" && opened > now) return result("cancel")
  if (state !== was && state === "in_review") return result("review")
  if (state !== was && state === "archived") return result("put_away")
  return result("save")
}

function published(before, after, now) {
  const [was, opened, closed] = before
  const [, opens, closes] = after
  if (closes && closes <= now) {
    return shows(before, now) || was !== "published" || closed !== closes ? result("past", closes) : result("save")
  }
  if (opens > now) {
    if (was === "published" && opened === opens && closed === closes) return result("save")
    return result(shows(before, now) ? "again" : "at", opens, closes)
  }
  if (!shows(before, now)) return result("now", "", closes)
  return closes && closes !== closed ? result("until", closes) : result("save")
}
