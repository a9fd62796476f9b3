// What a document says in its reader's language.
import type { Locale } from "@ai-learning/protocol/user";

const en = {
  level: "Level",
  levels: { beginner: "beginner", intermediate: "intermediate", advanced: "advanced" },
  hours: "Hours",
  area: "Area",
  status: "Status",
  statuses: {
    planning: "planning",
    active: "in progress",
    completed: "completed",
    paused: "paused",
  },
  moduleStatuses: {
    not_started: "not started",
    in_progress: "in progress",
    completed: "completed",
    paused: "paused",
  },
  progress: "Progress",
  done: (done: number, all: number) => `${done} of ${all} modules completed`,
  about: "About",
  expectations: "Expectations",
  modules: "Modules",
  noModules: "There are no modules yet.",
  module: (number: number) => `Module ${number}.`,
  hour: "h",
  objectives: "Objectives",
  part: (part: number) => `part ${part}`,
  more: (part: number) => `The dialogue goes on in part ${part}.`,
  empty: "Nothing has been said here yet.",
  learner: "You",
  mentor: "Mentor",
  endings: {
    pending: "The answer has not been written yet.",
    generating: "The answer is still being written: this is what there is so far.",
    truncated: "The answer was cut at the model's length limit.",
    stopped: "The answer was stopped here.",
    failed: "The answer failed: this is what was written until then.",
  },
};

const ru: typeof en = {
  level: "Уровень",
  levels: { beginner: "начальный", intermediate: "средний", advanced: "продвинутый" },
  hours: "Часы",
  area: "Область",
  status: "Состояние",
  statuses: {
    planning: "планируется",
    active: "идёт",
    completed: "пройден",
    paused: "приостановлен",
  },
  moduleStatuses: {
    not_started: "не начат",
    in_progress: "идёт",
    completed: "пройден",
    paused: "приостановлен",
  },
  progress: "Прогресс",
  done: (done, all) => `пройдено модулей: ${done} из ${all}`,
  about: "О курсе",
  expectations: "Ожидания",
  modules: "Модули",
  noModules: "Модулей пока нет.",
  module: (number) => `Модуль ${number}.`,
  hour: "ч",
  objectives: "Цели",
  part: (part) => `часть ${part}`,
  more: (part) => `Продолжение диалога — в части ${part}.`,
  empty: "Здесь пока ничего не сказано.",
  learner: "Вы",
  mentor: "Наставник",
  endings: {
    pending: "Ответ ещё не написан.",
    generating: "Ответ ещё пишется: здесь то, что уже есть.",
    truncated: "Ответ оборван на пределе длины модели.",
    stopped: "Ответ остановлен здесь.",
    failed: "Ответ не удался: здесь то, что успело написаться.",
  },
};

export type Words = typeof en;

export const words: Readonly<Record<Locale, Words>> = { en, ru };
