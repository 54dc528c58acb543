// What every page has. Lines end in a semicolon so that the hashing of static files reaches them.
import "./browse-menu.js";
import "./blur-option.js";
import "./list-button.js";
import "./offline-notice.js";
import "./search-box.js";
import "./seen-button.js";
import "./theme-picker.js";
