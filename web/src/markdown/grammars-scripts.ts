// The rules by which code is coloured: languages of scripts, data and settings.
export { default as bash } from "highlight.js/lib/languages/bash";
export { default as python } from "highlight.js/lib/languages/python";
export { default as ruby } from "highlight.js/lib/languages/ruby";
export { default as sql } from "highlight.js/lib/languages/sql";
export { default as yaml } from "highlight.js/lib/languages/yaml";
