// <time-zone-offer>: offers the browser's time zone to an editor who has chosen none, where it is not the one in use.
class TimeZoneOffer extends HTMLElement {
  connectedCallback() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const form = this.querySelector("form")
    if (!zone || zone === this.dataset.current) return
    form.elements.time_zone.value = zone
    form.querySelector("b").textContent = zone
    form.hidden = false
  }
}

customElements.define("time-zone-offer", TimeZoneOffer)
