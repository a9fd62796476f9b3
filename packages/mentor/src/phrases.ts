// The sentences of the demo mentor, in both languages: one dictionary, long because it is whole.
import type { Locale } from "./plan.ts";
import { count, levelNames, quoted as q } from "./words.ts";
import type { Level } from "./plan.ts";

const ru = {
  added: (titles: string, at: string, total: number, kept: boolean) =>
    `Добавил ${titles}${at}. ${kept ? `Общее время прежнее — ${count(total, "hour", "ru")}: часы перераспределил.` : `Теперь всего ${count(total, "hour", "ru")}.`}`,
  addedOne: (title: string, number: number, hours: number) =>
    `модуль ${q(title, "ru")} (номер ${number}, ${count(hours, "hour", "ru")})`,
  project: (title: string) => `Добавил проект ${q(title, "ru")}.`,
  removed: (titles: string, total: number) =>
    `Убрал ${titles}. Общее время прежнее — ${count(total, "hour", "ru")}: освободившиеся часы отдал остальным модулям.`,
  one: (number: number, title: string) => `модуль ${number} ${q(title, "ru")}`,
  cannotRemoveAll: "Не могу убрать все модули: в плане должен остаться хотя бы один.",
  noModule: (said: string, total: number) =>
    `Модуля ${/^\d+$/.test(said) ? said : q(said, "ru")} в плане нет: сейчас в нём ${count(total, "module", "ru")}.`,
  several: (said: string, numbers: string) =>
    `Под ${q(said, "ru")} подходит несколько модулей: ${numbers}. Назовите, пожалуйста, номер.`,
  total: (from: number, to: number) =>
    from === to
      ? `В плане уже ровно ${count(to, "hour", "ru")}.`
      : `${to < from ? "Сократил" : "Увеличил"} план с ${from} до ${to} ч: часы разделил между модулями пропорционально.`,
  mergedFor: (hours: number, from: number, to: number) =>
    `В ${count(hours, "hour", "ru")} ${from} модулей не помещаются (каждому нужен хотя бы час), поэтому объединил соседние: стало ${to}.`,
  hoursBounds: (asked: number) =>
    `Курс может длиться от 1 до 500 часов, поэтому ${asked} ч поставить не могу.`,
  moduleHours: (number: number, title: string, hours: number, total: number, kept: boolean) =>
    `Модуль ${number} ${q(title, "ru")} теперь занимает ${count(hours, "hour", "ru")}. ${kept ? `Общее время прежнее — ${count(total, "hour", "ru")}: изменились часы остальных модулей.` : `Всего стало ${count(total, "hour", "ru")}.`}`,
  practice: "Добавил больше практики в каждый модуль; часы не изменились.",
  practiceIn: (title: string) =>
    `Добавил больше практики в модуль ${q(title, "ru")}; часы не изменились.`,
  theory: "Добавил больше теории в каждый модуль; часы не изменились.",
  theoryIn: (title: string) =>
    `Добавил больше теории в модуль ${q(title, "ru")}; часы не изменились.`,
  already: "Это в плане уже учтено.",
  renamed: (number: number, from: string, to: string) =>
    `Переименовал модуль ${number}: было ${q(from, "ru")}, стало ${q(to, "ru")}.`,
  renamedCourse: (to: string) => `Теперь курс называется ${q(to, "ru")}.`,
  moved: (title: string, number: number) =>
    `Переставил модуль ${q(title, "ru")}: теперь он под номером ${number}.`,
  swapped: (a: string, b: string) => `Поменял местами модули ${q(a, "ru")} и ${q(b, "ru")}.`,
  merged: (title: string, hours: number) =>
    `Объединил в модуль ${q(title, "ru")} (${count(hours, "hour", "ru")}).`,
  split: (title: string) => `Разделил модуль ${q(title, "ru")} на две части.`,
  cannotSplit: (title: string) =>
    `Модуль ${q(title, "ru")} занимает всего час, разделить его нельзя: сначала добавьте ему часов.`,
  replaced: (from: string, to: string) =>
    `Заменил модуль ${q(from, "ru")} на ${q(to, "ru")}; часы прежние.`,
  counted: (modules: number, total: number) =>
    `Теперь в плане ${count(modules, "module", "ru")}, всего ${count(total, "hour", "ru")}, как и было.`,
  cannotCount: (modules: number, total: number) =>
    `${count(modules, "module", "ru")} не получится: модулей может быть от 1 до 20, и каждому нужен хотя бы час (сейчас всего ${total} ч).`,
  tooMany: "В плане может быть не больше 20 модулей.",
  level: (level: Level) =>
    `Теперь уровень плана — ${levelNames.ru[level]}; темы подстроил, часы прежние.`,
  levelEdge: (level: Level) =>
    `Уровень уже ${levelNames.ru[level]}, дальше некуда; могу добавить практики или поменять модули.`,
  ordered: "Переставил модули в этом порядке.",
  badOrder:
    "Чтобы переставить модули, назовите все их номера по разу, например: «порядок: 2, 1, 3».",
  undone: "Вернул предыдущий вариант плана.",
  noUndo: "Предыдущего варианта плана в этой беседе нет.",
  restarted: "Составил план заново.",
  kept: "Хорошо, это оставляю как есть.",
  unclearHours: "Скажите, пожалуйста, сколько часов нужно, например: «сократи до 10 часов».",
  unclearModule:
    "Скажите, пожалуйста, какой модуль: номер или название, например: «убери модуль 2».",
  unclearPlace: "Скажите, пожалуйста, куда переставить, например: «перенеси модуль 4 в начало».",
  unclearTitle: "Скажите, пожалуйста, новое название, например: «переименуй модуль 2 в „Циклы“».",
  lost: (text: string) => `Эту часть я не понял: ${q(text, "ru")}.`,
  ask: "Нравится ли вам такой план? Что изменить? Если всё хорошо, финализируйте его кнопкой «Финализировать план».",
  greeting: (skill: string) => `👋 Здравствуйте! Рад, что вы хотите учиться: ${q(skill, "ru")}.`,
  level1: {
    beginner: "Начнём с самых основ.",
    intermediate: "Основа у вас уже есть, пойдём дальше.",
    advanced: "Вы уже опытны, поэтому сразу возьмёмся за сложное.",
  },
  expects: (words: string) => `Учёл ваши ожидания: ${q(words, "ru")}.`,
  defaultHours: (hours: number) =>
    `Времени вы не назвали, поэтому предлагаю ${count(hours, "hour", "ru")}.`,
  proposal: "Вот план, с которого можно начать:",
  help: [
    "Вот что я умею:",
    "- добавить модуль: «добавь модуль про тестирование»;",
    "- убрать, переименовать, переставить, объединить, разделить или заменить модуль: «убери модуль 2», «переименуй модуль 3 в …», «поменяй местами модули 1 и 2»;",
    "- изменить время: «сократи до 10 часов», «модуль 2 — 6 часов»;",
    "- дать больше практики, сделать проще или сложнее: «больше практики», «сделай посложнее»;",
    "- ответить по плану: «что в модуле 3?», «сколько всего часов?», «покажи план», «верни как было».",
  ].join("\n"),
  unknown:
    "Я не понял эту просьбу: я демонстрационный наставник и понимаю только разговор о плане курса. План не изменился.",
  who: "Я демонстрационный наставник (demo-mentor): работаю без ключа модели и умею составлять и менять план курса.",
  totals: (total: number, parts: string, modules: number) =>
    `Всего ${count(total, "hour", "ru")}: ${count(modules, "module", "ru")} (${parts}).`,
  countIs: (modules: number, total: number) =>
    `В плане ${count(modules, "module", "ru")}, всего ${count(total, "hour", "ru")}.`,
  moduleIs: (number: number, title: string, hours: number) =>
    `**Модуль ${number}: ${title}** займёт ${count(hours, "hour", "ru")}.`,
  topics: (topics: string) => `Темы: ${topics}.`,
  hoursIs: (number: number, title: string, hours: number) =>
    `Модуль ${number} ${q(title, "ru")} занимает ${count(hours, "hour", "ru")}.`,
  covered: (said: string, list: string) => `Да, ${q(said, "ru")} есть в плане: ${list}.`,
  notCovered: (said: string) =>
    `Сейчас ${q(said, "ru")} в плане нет. Напишите «добавь модуль про …», и я добавлю.`,
  goals: "Цели курса:",
  projects: "Проекты курса:",
  advice: "Мои советы:",
  none: "Этого в плане пока нет.",
  levelIs: (level: Level) => `Уровень плана — ${levelNames.ru[level]}.`,
  finish: "Отлично! Нажмите кнопку «Финализировать план», и он превратится в модули.",
  thanks:
    "Пожалуйста! Если захотите что-то изменить, просто напишите. Когда план готов, нажмите «Финализировать план».",
  hello:
    "Здравствуйте! Давайте продолжим работу над планом: спросите о нём или скажите, что изменить.",
  content:
    "Рад, что нравится! Нажмите «Финализировать план», и он превратится в модули, или скажите, что ещё изменить.",
  discontent: "Понял, давайте менять. Скажите, что именно не подходит.",
  same: "План пока прежний. Скажите, что изменить, или попросите показать план.",
  here: "Вот план целиком:",
  pasted: (total: number) => `Взял ваш план за основу: всего ${count(total, "hour", "ru")}.`,
  askSubject:
    "Здравствуйте! Я помогу составить план курса. Чему вы хотите научиться, на каком уровне и сколько часов готовы уделить? Например: «хочу выучить Python за 20 часов».",
  hi: "Здравствуйте! Связь есть, наставник на месте.",
};

const en: typeof ru = {
  added: (titles, at, total, kept) =>
    `I added ${titles}${at}. ${kept ? `The total stays at ${count(total, "hour", "en")}: I rebalanced the other modules.` : `The total is now ${count(total, "hour", "en")}.`}`,
  addedOne: (title, number, hours) =>
    `the module ${q(title, "en")} (number ${number}, ${count(hours, "hour", "en")})`,
  project: (title) => `I added the project ${q(title, "en")}.`,
  removed: (titles, total) =>
    `I removed ${titles}. The total stays at ${count(total, "hour", "en")}: the free hours went to the other modules.`,
  one: (number, title) => `module ${number} ${q(title, "en")}`,
  cannotRemoveAll: "I cannot remove every module: at least one has to stay in the plan.",
  noModule: (said, total) =>
    `There is no module ${/^\d+$/.test(said) ? said : q(said, "en")} in the plan: it has ${count(total, "module", "en")} now.`,
  several: (said, numbers) =>
    `Several modules fit ${q(said, "en")}: ${numbers}. Please tell me the number.`,
  total: (from, to) =>
    from === to
      ? `The plan already takes exactly ${count(to, "hour", "en")}.`
      : `I ${to < from ? "shortened" : "extended"} the plan from ${from} to ${count(to, "hour", "en")} and divided them among the modules in proportion.`,
  mergedFor: (hours, from, to) =>
    `${from} modules do not fit into ${count(hours, "hour", "en")} (each needs at least one), so I merged neighbours: there are ${to} now.`,
  hoursBounds: (asked) => `A course can take from 1 to 500 hours, so I cannot set ${asked}.`,
  moduleHours: (number, title, hours, total, kept) =>
    `Module ${number} ${q(title, "en")} now takes ${count(hours, "hour", "en")}. ${kept ? `The total stays at ${count(total, "hour", "en")}: the other modules changed.` : `The total is now ${count(total, "hour", "en")}.`}`,
  practice: "I added more practice to every module; the hours stay the same.",
  practiceIn: (title) =>
    `I added more practice to the module ${q(title, "en")}; the hours stay the same.`,
  theory: "I added more theory to every module; the hours stay the same.",
  theoryIn: (title) =>
    `I added more theory to the module ${q(title, "en")}; the hours stay the same.`,
  already: "The plan already has that.",
  renamed: (number, from, to) =>
    `I renamed module ${number}: ${q(from, "en")} is now ${q(to, "en")}.`,
  renamedCourse: (to) => `The course is now called ${q(to, "en")}.`,
  moved: (title, number) => `I moved the module ${q(title, "en")}: it is number ${number} now.`,
  swapped: (a, b) => `I swapped the modules ${q(a, "en")} and ${q(b, "en")}.`,
  merged: (title, hours) =>
    `I merged them into the module ${q(title, "en")} (${count(hours, "hour", "en")}).`,
  split: (title) => `I split the module ${q(title, "en")} into two parts.`,
  cannotSplit: (title) =>
    `The module ${q(title, "en")} takes only one hour, so it cannot be split: give it more hours first.`,
  replaced: (from, to) =>
    `I replaced the module ${q(from, "en")} with ${q(to, "en")}; the hours stay the same.`,
  counted: (modules, total) =>
    `The plan now has ${count(modules, "module", "en")}, still ${count(total, "hour", "en")} in all.`,
  cannotCount: (modules, total) =>
    `${count(modules, "module", "en")} will not work: a plan has from 1 to 20, and each needs at least one hour (there are ${total} in all).`,
  tooMany: "A plan can have at most 20 modules.",
  level: (level) =>
    `The plan's level is now ${levelNames.en[level]}; I adjusted the topics, the hours stay the same.`,
  levelEdge: (level) =>
    `The level is already ${levelNames.en[level]} and goes no further; I can add practice or change modules.`,
  ordered: "I put the modules in that order.",
  badOrder: 'To reorder the modules, name every number once, for example: "reorder: 2, 1, 3".',
  undone: "I brought back the previous version of the plan.",
  noUndo: "There is no earlier version of the plan in this conversation.",
  restarted: "I made the plan anew.",
  kept: "Fine, I leave that as it is.",
  unclearHours: 'Please tell me how many hours, for example: "shorten to 10 hours".',
  unclearModule: 'Please tell me which module, by number or title, for example: "remove module 2".',
  unclearPlace: 'Please tell me where to, for example: "move module 4 to the beginning".',
  unclearTitle: 'Please tell me the new title, for example: "rename module 2 to Loops".',
  lost: (text) => `I did not understand this part: ${q(text, "en")}.`,
  ask: "Do you like this plan? What should I change? If all is well, finalise it with the “Finalise plan” button.",
  greeting: (skill) => `👋 Hello! I am glad you want to learn: ${q(skill, "en")}.`,
  level1: {
    beginner: "We will start from the very basics.",
    intermediate: "You already have the basics, so we will go further.",
    advanced: "You are experienced, so we will take on the hard parts at once.",
  },
  expects: (words) => `I kept your expectations in mind: ${q(words, "en")}.`,
  defaultHours: (hours) => `You named no time, so I suggest ${count(hours, "hour", "en")}.`,
  proposal: "Here is a plan to start from:",
  help: [
    "Here is what I can do:",
    '- add a module: "add a module on testing";',
    '- remove, rename, move, merge, split or replace a module: "remove module 2", "rename module 3 to …", "swap modules 1 and 2";',
    '- change the time: "shorten to 10 hours", "make module 2 six hours";',
    '- give more practice, make it easier or harder: "more practice", "make it harder";',
    '- answer from the plan: "what is in module 3?", "how many hours in all?", "show the plan", "undo".',
  ].join("\n"),
  unknown:
    "I did not understand that: I am a demo mentor and can only talk about the course plan. The plan has not changed.",
  who: "I am the demo mentor (demo-mentor): I work without a model key, and I can make and change a course plan.",
  totals: (total, parts, modules) =>
    `${count(total, "hour", "en")} in all: ${count(modules, "module", "en")} (${parts}).`,
  countIs: (modules, total) =>
    `The plan has ${count(modules, "module", "en")}, ${count(total, "hour", "en")} in all.`,
  moduleIs: (number, title, hours) =>
    `**Module ${number}: ${title}** takes ${count(hours, "hour", "en")}.`,
  topics: (topics) => `Topics: ${topics}.`,
  hoursIs: (number, title, hours) =>
    `Module ${number} ${q(title, "en")} takes ${count(hours, "hour", "en")}.`,
  covered: (said, list) => `Yes, ${q(said, "en")} is in the plan: ${list}.`,
  notCovered: (said) =>
    `${q(said, "en")} is not in the plan now. Write "add a module on …" and I will add it.`,
  goals: "The goals of the course:",
  projects: "The projects of the course:",
  advice: "My advice:",
  none: "The plan has none of that yet.",
  levelIs: (level) => `The plan's level is ${levelNames.en[level]}.`,
  finish: "Great! Press the “Finalise plan” button and the plan becomes modules.",
  thanks:
    "You are welcome! If you want to change something, just write. When the plan is ready, press “Finalise plan”.",
  hello: "Hello! Let us go on with the plan: ask about it or tell me what to change.",
  content:
    "I am glad you like it! Press “Finalise plan” to turn it into modules, or tell me what else to change.",
  discontent: "I see, let us change it. Tell me what does not suit you.",
  same: "The plan stays as it was. Tell me what to change, or ask me to show the plan.",
  here: "Here is the whole plan:",
  pasted: (total) => `I took your plan as the basis: ${count(total, "hour", "en")} in all.`,
  askSubject:
    'Hello! I will help you make a course plan. What would you like to learn, at what level, and how many hours do you have? For example: "I want to learn Python in 20 hours".',
  hi: "Hello! The connection works and the mentor is here.",
};

export type Phrases = typeof ru;
export const phrases: Readonly<Record<Locale, Phrases>> = { ru, en };
