// The plan panel of a chat, in Russian. A key that English has and this lacks fails the types.
import type { plan as English } from "../en/plan.ts";
import { ru } from "../plural.ts";

const number = new Intl.NumberFormat("ru");
const hours = (n: number): string => `${number.format(n)} ч`;
const modules = (n: number): string => ru(n, "модуль", "модуля", "модулей");

export const plan: typeof English = {
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
  marks: {
    added: "Новый",
    moved: (from) => `Перемещён, был ${from}-м`,
    renamed: (before) => `Раньше «${before}»`,
    hours: (before) => (before === null ? "Часы не были указаны" : `Было ${hours(before)}`),
  },
  removed: "Удалено",
  announced: (count, sum) => `План: ${modules(count)}, ${ru(sum, "час", "часа", "часов")}`,
  confirm: {
    title: "Обновить курс?",
    text: "Дальше курс пойдёт по этому плану.",
    general:
      "Наставник составит модули по вашему разговору. У модулей, которые останутся, сохранится прогресс; модули, которых больше нет в плане, уйдут в архив вместе со своим. Новые начнутся с начала.",
    kept: "Останутся",
    renamed: "Переименуются",
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
