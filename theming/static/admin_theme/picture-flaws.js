// What a picture falls short of, as list items: as fitness.py judges it, in sentences that come from the server.
export function flawsOf({ ratios, least, shape, role, roleWords, small, wrongShape }, width, height) {
  const [lowest, highest] = ratios.split(" ").map(Number)
  const [leastWidth, leastHeight] = least.split(" ").map(Number)
  const [wide, high] = shape.split(":").map(Number)
  const ratio = width / height
  const share = ratio / (wide / high)
  const lost = Math.round((1 - Math.min(share, 1 / share)) * 100)
  const sentences = []
  if (ratio < lowest || ratio > highest) sentences.push(wrongShape)
  if (width < leastWidth || (height < leastHeight && role !== "logo")) sentences.push(small)
  const numbers = { width, height, lost, role: roleWords, shape, least_width: leastWidth, least_height: leastHeight }
  return sentences.map((sentence) => {
    const item = document.createElement("li")
    item.textContent = sentence.replace(/\{(\w+)\}/g, (_all, name) => numbers[name])
    return item
  })
}
