// What one clause asks to change.
import type { Clause } from "./clauses.ts";
import { hoursChange } from "./hours-command.ts";
import type { Change } from "./intents.ts";
import { hoursIn, wordsOf } from "./numbers.ts";
import { placeIn } from "./place.ts";
import { mentionsModule, numberRefs, refsIn, wordsRef, type Ref } from "./refs.ts";
import { nameIn, topicsIn } from "./topic.ts";

const one = (change: Change | null): Change[] => (change === null ? [] : [change]);

/** "after module 2 a module on X": the place comes first. */
const placeAhead =
  /^\s*((?:right |just |сразу )?(?:after|before|between|после|перед|между)\s.{1,60}?)\s+((?:a|an|another|one|new|ещё|еще|новый|один|модуль\s+(?:про|о|об|по|на))(?!\p{L}).*)$/iu;

const add = (said: string, text: string): Change[] => {
  const project =
    /^\s*(?:(?:a|an|another|one more|ещё|еще|один)\s+)*(?:project|проект)\s*(?:on|about|про|о|об|по|:)?\s+(.+)$/iu.exec(
      text,
    );
  if (project?.[1] !== undefined) {
    const [title] = topicsIn(
      text.replace(/project/iu, "module").replace(/проект/iu, "модуль"),
    ).titles;
    return [{ kind: "addProject", title: title ?? nameIn(project[1]) }];
  }
  const ahead = placeAhead.exec(text);
  const placed = placeIn(ahead === null ? text : `${ahead[2]} ${ahead[1]}`, true);
  const rest = placed?.rest ?? text;
  const hours = hoursIn(rest);
  const { titles, explicit } = topicsIn(rest);
  const named = explicit || /модуль|раздел|module/iu.test(said);
  if (hours.length > 0 && !named) {
    const toModule = mentionsModule(text);
    if (
      titles.length === 0 ||
      toModule ||
      /^(?:(?:more|ещё|еще|больше|дополнительн\p{L}+|extra|к|to|for|the|total|общ\p{L}+|времени)\s*)+$/iu.test(
        titles[0] ?? "",
      )
    )
      return one(hoursChange(said, text));
  }
  if (titles.length === 0 && !named) return [];
  return [{ kind: "add", titles, hours: hours[0]?.value ?? null, place: placed?.place ?? null }];
};

const stress = (said: string, text: string): Change => {
  const whole = said.toLowerCase();
  const theory = /theor|теори/.test(whole);
  const fewer = /less|fewer|меньше/.test(whole);
  const ref = mentionsModule(text) ? (refsIn(text)[0] ?? null) : null;
  return { kind: "stress", on: theory === fewer ? "practice" : "theory", ref };
};

const renaming = /^(.*?)\s*(?:(?<!\p{L})(?:to|into|as|в|на|как|->|=>)(?!\p{L})|:|=|—|→)\s*(.+)$/isu;

const rename = (said: string, text: string): Change[] => {
  const quoted = [...text.matchAll(/[«“„"]([^«»“”„"]{1,200})[»”"]/gu)];
  const last = quoted.at(-1);
  if (quoted.length >= 2 && last?.[1] !== undefined)
    return [
      { kind: "rename", ref: { by: "words", words: quoted[0]?.[1] ?? "" }, title: nameIn(last[1]) },
    ];
  if (last?.[1] !== undefined) {
    const rest = text.slice(0, last.index);
    const course =
      /(?<!\p{L})(?:course|plan|курс|план)(?!\p{L})/iu.test(rest) && !mentionsModule(rest);
    const ref = course
      ? null
      : (numberRefs(rest)[0] ??
        wordsRef(rest.replace(/(?<!\p{L})(?:to|в|на|as|как|into)(?!\p{L})\s*$/iu, "")));
    return course || ref !== null
      ? [{ kind: "rename", ref, title: nameIn(last[1]) }]
      : [{ kind: "unclear", about: "module" }];
  }
  const split = renaming.exec(text);
  if (split?.[1] !== undefined && split[2] !== undefined) {
    const course =
      /(?<!\p{L})(?:course|plan|курс|план)(?!\p{L})/iu.test(split[1]) && !mentionsModule(split[1]);
    const ref = course ? null : (refsIn(split[1])[0] ?? null);
    if (course || ref !== null) return [{ kind: "rename", ref, title: nameIn(split[2]) }];
  }
  // "call module 3 Loops": what follows the number is the name.
  const found =
    /^\s*((?:the\s+)?(?:module|модуль)\s*(?:№|#)?\s*[\p{L}\d-]+|(?:the\s+)?[\p{L}\d-]+\s+(?:module|модуль))\s+(.+)$/iu.exec(
      text,
    );
  const ref = found?.[1] === undefined ? undefined : numberRefs(found[1])[0];
  if (ref !== undefined && found?.[2] !== undefined)
    return [{ kind: "rename", ref, title: nameIn(found[2]) }];
  if (!mentionsModule(text)) return [];
  return [{ kind: "unclear", about: /переимен|rename/i.test(said) ? "title" : "module" }];
};

const remove = (text: string): Change[] => {
  const alone = /^\s*(?:#|№)?\s*(\d{1,3})\s*$/.exec(text)?.[1];
  if (alone !== undefined)
    return [{ kind: "remove", refs: [{ by: "number", number: Number(alone) }] }];
  const hours = hoursIn(text);
  if (hours.length > 0 && !mentionsModule(text)) return one(hoursChange("reduce", `by ${text}`));
  const refs = refsIn(text);
  const vague = refs.every(
    (ref) =>
      ref.by === "words" &&
      /^\p{N}+$|^(?:один|одну|два|две|three|two|one|some|any)$/iu.test(ref.words),
  );
  return vague ? [{ kind: "unclear", about: "module" }] : [{ kind: "remove", refs }];
};

const move = (said: string, text: string): Change[] => {
  const placed = placeIn(text);
  if (placed === null) return mentionsModule(text) ? [{ kind: "unclear", about: "place" }] : [];
  const ref = refsIn(placed.rest)[0];
  if (ref !== undefined) return [{ kind: "move", ref, place: placed.place }];
  return /^(?:put|постав|place)/iu.test(said) ? [] : [{ kind: "unclear", about: "module" }];
};

const several = (text: string): Ref[] => {
  const numbers = numberRefs(text);
  if (numbers.length > 0) return numbers;
  const bare = wordsOf(text).filter((word) => word.value !== null);
  if (bare.length === 2) return bare.map((word) => ({ by: "number", number: word.value ?? 0 }));
  return text
    .split(/\s+(?:and|with|и|с|со)\s+/iu)
    .map((part) => wordsRef(part.replace(/местами/giu, "")))
    .filter((ref) => ref !== null);
};

const replace = (said: string, text: string): Change[] => {
  const parts =
    said.toLowerCase() === "вместо"
      ? /^(.*?)(?:,|\s)\s*(?:лучше\s+)?(?:добавь|сделай|поставь|хочу|давай)\s+(.+)$/iu.exec(text)
      : /^(.*?)\s+(?:with|by|for|на)\s+(.+)$/iu.exec(text);
  const ref = refsIn(parts?.[1] ?? "")[0];
  const title = topicsIn(parts?.[2] ?? "").titles[0];
  return ref !== undefined && title !== undefined && title !== ""
    ? [{ kind: "replace", ref, title }]
    : mentionsModule(text)
      ? [{ kind: "unclear", about: "module" }]
      : [];
};

const easier =
  /(?<!\p{L})(?:easier|simpler|less difficult|gentler|проще|попроще|легче|полегче|упрост)/iu;
const harder =
  /(?<!\p{L})(?:harder|more difficult|more advanced|tougher|more challenging|сложнее|посложнее|труднее|усложн|глубже)/iu;

/** "make it 4 modules", "сделай 7 модулей". */
const countOf = (text: string): number | null => {
  const words = wordsOf(text);
  const at = words.findIndex((word) => /^(?:modules?|модул(?:ь|я|ей))$/iu.test(word.text));
  const number = words[at - 1];
  return at > 0 && number?.value != null && !number.ordinal && number.value > 0
    ? number.value
    : null;
};

const make = (said: string, text: string): Change[] => {
  const whole = `${said} ${text}`;
  if (easier.test(whole)) return [{ kind: "level", step: -1 }];
  if (harder.test(whole)) return [{ kind: "level", step: 1 }];
  const hours = hoursChange(said, text);
  if (hours !== null && hours.kind !== "unclear") return [hours];
  const alone = /^\s*(?:(?:it|to|total|будет|всего)\s+)*(\d{1,3})\s*$/iu.exec(text)?.[1];
  if (alone !== undefined) return [{ kind: "total", hours: Number(alone) }];
  const count = numberRefs(text).length === 0 ? countOf(text) : null;
  if (count !== null) return [{ kind: "count", count }];
  const placed =
    /^(?:make|сдела|пусть|постав|хочу|let)/iu.test(said) && mentionsModule(text)
      ? placeIn(text)
      : null;
  const ref = placed === null ? undefined : refsIn(placed.rest)[0];
  if (placed !== null && ref !== undefined) return [{ kind: "move", ref, place: placed.place }];
  return one(hours);
};

/** "reduce the number of modules to 3". */
const countNamed =
  /(?:number of modules|(?:количество|число) модулей)(?:[^\d]{0,20}?(\d+)|\s+(?:to|до)\s+(\p{L}+))/iu;

const inHours = (clause: Clause): Change[] => {
  const total = countNamed.exec(clause.text);
  const modules = wordsOf(total?.[1] ?? total?.[2] ?? "")[0]?.value ?? null;
  if (modules !== null) return [{ kind: "count", count: modules }];
  const count =
    hoursIn(clause.text).length === 0 && numberRefs(clause.text).length === 0
      ? countOf(clause.text)
      : null;
  return count === null ? one(hoursChange(clause.said, clause.text)) : [{ kind: "count", count }];
};

const stated = (text: string): Change[] => {
  if (easier.test(text)) return [{ kind: "level", step: -1 }];
  if (harder.test(text)) return [{ kind: "level", step: 1 }];
  // "10 hours, please": little else may stand beside the hours.
  const hours = hoursIn(text);
  const rest = wordsOf(text).length - hours.length * 2;
  return hours.length > 0 && rest <= 6 ? one(hoursChange("", text)) : [];
};

export const changesIn = (clause: Clause): Change[] => {
  const { said, text } = clause;
  if (clause.negated) return text.trim() === "" ? [] : [{ kind: "keep" }];
  switch (clause.verb) {
    case "add":
      return add(said, text);
    case "stress":
      return [stress(said, text)];
    case "remove":
      return remove(text);
    case "rename":
      return rename(said, text);
    case "move":
      return move(said, text);
    case "replace":
      return replace(said, text);
    case "swap": {
      const refs = several(text);
      return refs.length >= 2 ? [{ kind: "swap", refs }] : [];
    }
    case "merge": {
      const refs = several(text);
      return refs.length >= 2 ? [{ kind: "merge", refs }] : [{ kind: "unclear", about: "module" }];
    }
    case "split": {
      const ref = refsIn(
        text.replace(
          /(?:into|in|на)\s+(?:two|2|две|два)(?:\s+(?:parts|части|модуля|modules))?/giu,
          "",
        ),
      )[0];
      return [ref === undefined ? { kind: "unclear", about: "module" } : { kind: "split", ref }];
    }
    case "order": {
      const numbers = wordsOf(text).flatMap((word) => word.value ?? []);
      return numbers.length > 1
        ? [{ kind: "order", numbers }]
        : [{ kind: "unclear", about: "place" }];
    }
    case "undo":
      return [{ kind: "undo" }];
    case "restart":
      return [{ kind: "restart" }];
    case "hours":
      return inHours(clause);
    case "make":
      return make(said, text);
    default:
      return stated(text);
  }
};
