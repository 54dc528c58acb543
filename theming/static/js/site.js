// What every page has. Lines end in a semicolon so that the hashing of static files reaches them.
import "./browse-menu.js";
import "./theme-picker.js";
