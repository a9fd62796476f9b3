// The rules by which code is coloured: languages that are compiled.
export { default as c } from "highlight.js/lib/languages/c";
export { default as cpp } from "highlight.js/lib/languages/cpp";
export { default as go } from "highlight.js/lib/languages/go";
export { default as java } from "highlight.js/lib/languages/java";
export { default as kotlin } from "highlight.js/lib/languages/kotlin";
export { default as rust } from "highlight.js/lib/languages/rust";
export { default as swift } from "highlight.js/lib/languages/swift";
