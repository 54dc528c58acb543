// <missing-title>: on a page that is not there, says when its title was on the viewer's list, and offers to forget it.
import { follow, forget, isListed, isSeen } from "./memory.js";

class MissingTitle extends HTMLElement {
  connectedCallback() {
    const slug = decodeURIComponent(location.pathname).split("/").filter(Boolean).at(-1) ?? ""
    this.querySelector("button").addEventListener("click", () => {
      forget(slug)
      document.querySelector("#main").focus()
    })
    follow(() => { this.hidden = !(isListed(slug) || isSeen(slug)) })
  }
}
customElements.define("missing-title", MissingTitle)
