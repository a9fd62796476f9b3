// What the parts of a chat say that are loaded after it, in Russian. A key that English has and this lacks fails the types.
import type { chatParts as English } from "../en/chat-parts.ts";
import { ru } from "../plural.ts";
import { answerNotes } from "./answer-notes.ts";

const number = new Intl.NumberFormat("ru");
const hours = (n: number): string => `${number.format(n)} ч`;
const modules = (n: number): string => ru(n, "модуль", "модуля", "модулей");

export const chatParts: typeof English = {
  allowance: {
    label: "Дневной лимит",
    left: (percent, time) => `Осталось ${percent} дневного лимита. Он обновится в ${time}.`,
    tooLittle: (percent, time) =>
      `Осталось ${percent} дневного лимита: на ответ не хватит. Он обновится в ${time}.`,
    usedUp: (time) => `Дневной лимит исчерпан. Он обновится в ${time}.`,
  },
  answerNotes,

  title: "План",
  hours,
  button: (count, sum) =>
    ["План", modules(count), ...(sum === null ? [] : [hours(sum)])].join(" · "),
  emptyButton: "План · ещё не составлен",
  planned: "В плане",
  wished: "Вы просили",
  modules: "Модули",
  writing: "Составляется…",
  notComplete:
    "Этот план нельзя взять дословно. При финализации наставник составит модули по вашему разговору. Делать ничего не нужно.",
  emptyTitle: "Плана ещё нет",
  emptyText: "Когда наставник составит план, его модули появятся здесь.",
  older: "План выше. Покажите более ранние сообщения чата, и он появится здесь.",
  aside: "План находится в чате планирования.",
  topics: (n) => ru(n, "тема", "темы", "тем"),
  about: "О модуле",
  untitled: "Модуль без названия",
  take: {
    button: "Скачать",
    menu: "Скачать или напечатать",
    markdown: "Скачать в Markdown",
    print: "Напечатать",
    plan: "План в Markdown",
  },
  marks: {
    added: "Новый",
    moved: (from) => `Перемещён, был ${from}-м`,
    renamed: (before) => `Раньше «${before}»`,
    hours: (before) => (before === null ? "Часы не были указаны" : `Было ${hours(before)}`),
  },
  removed: "Удалено",
  announced: (count, sum) => `План: ${modules(count)}, ${ru(sum, "час", "часа", "часов")}`,

  edit: {
    open: "Изменить",
    title: "Изменить план",
    button: "План · изменения не сохранены",
    changed: "Вы изменили план",
    show: "Показать план",
    course: "Название курса",
    module: (n) => `Модуль ${String(n)}`,
    titleOf: (n) => `Название модуля ${String(n)}`,
    hoursOf: (n) => `Часы модуля ${String(n)}`,
    moduleTitle: "Название модуля",
    hour: "ч",
    details: "Описание и темы",
    summary: "Описание",
    topics: "Темы, каждая с новой строки",
    drag: "Перетащите, чтобы переместить",
    up: (module) => `${module}: выше`,
    down: (module) => `${module}: ниже`,
    remove: (module) => `${module}: удалить`,
    place: (place, count) => `Модуль ${String(place)} из ${String(count)}`,
    removed: (title) => (title.trim() === "" ? "Модуль удалён" : `Модуль «${title}» удалён`),
    putBack: "Вернуть",
    add: "Добавить модуль",
    blocked: "Наставник отвечает. Сохранить можно будет, как только ответ закончится.",
    outdated: "Пока вы редактировали, план изменился. Ваши изменения на месте.",
    look: "Посмотреть новый план",
    back: "Вернуться к изменениям",
    over: "Сохранить мой вместо него",
    notSaved: "Не сохранено. Ваши изменения на месте.",
    ask: "Отменить ваши изменения?",
    stay: "Продолжить",
    discard: "Отменить изменения",
    faults: {
      empty: "Введите название",
      html: "Нужен обычный текст без тегов HTML",
      hours: (max) => `Введите целое число часов от 1 до ${String(max)}`,
      long: (max) => `Не больше ${ru(max, "символа", "символов", "символов")}`,
      topics: (max) => `Не больше ${ru(max, "темы", "тем", "тем")}`,
      topic: (max) => `Не больше ${ru(max, "символа", "символов", "символов")} на тему`,
      none: "Добавьте хотя бы один модуль",
      many: (max) => `Не больше ${ru(max, "модуля", "модулей", "модулей")}`,
    },
  },

  newChatText: "Отдельный разговор рядом с планом, для вопросов и идей.",
  name: "Название чата",
  create: "Создать",
  missingName: "Введите название чата",
  tooLong: (max) => `Не больше ${ru(max, "символа", "символов", "символов")}`,
  finalized: "Курс готов",
  made: (modules, hours) =>
    `${ru(modules, "модуль", "модуля", "модулей")}, ${ru(hours, "час", "часа", "часов")}`,
  seeModules: "Открыть модули",

  startFirst: "Начать первый урок",
  lesson: {
    kind: "Урок",
    open: "Открыть урок",
    states: {
      pending: "Ждёт очереди",
      generating: "Пишется",
      complete: "Готов",
      truncated: "Оборван",
      stopped: "Остановлен",
      failed: "Не написан",
    },
  },

  confirm: {
    title: "Обновить курс?",
    text: "Дальше курс пойдёт по этому плану.",
    general:
      "Наставник составит модули по вашему разговору. У модулей, которые останутся, сохранится прогресс; модули, которых больше нет в плане, уйдут в архив вместе со своим. Новые начнутся с начала.",
    kept: "Останутся",
    renamed: "Переименуются",
    restored: "Вернутся",
    added: "Добавятся",
    archived: "Уйдут в архив",
    archivedText: "В курсе их не будет. Их прогресс сохранится вместе с ними.",
    was: (before) => `раньше «${before}»`,
    progress: {
      in_progress: "останется начатым",
      completed: "останется пройденным",
      paused: "останется на паузе",
    },
    action: "Обновить",
  },
};
