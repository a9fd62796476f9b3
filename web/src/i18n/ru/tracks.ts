import type { tracks as English } from "../en/tracks.ts";
import { ru } from "../plural.ts";

/** Курсы, на любой странице. */
export const tracks: typeof English = {
  title: "Мои курсы",
  hours: (n) => ru(n, "час", "часа", "часов"),
  levels: { beginner: "Начальный", intermediate: "Средний", advanced: "Продвинутый" },
  trackFailed: "Не удалось загрузить этот курс",
  notYours: {
    title: "Курс не найден",
    text: "Он удалён или принадлежит другому человеку. Курсы видит только тот, кто их создал.",
  },
  form: {
    level: "Ваш уровень",
    hours: "Сколько часов у вас есть",
    hoursPreset: (hours) => `Выбрать ${hours}`,
    wrongHours: (max) => `Введите целое число часов от 1 до ${max}`,
    tooLong: (max) => `Не длиннее: ${ru(max, "символ", "символа", "символов")}`,
    missing: "Напишите, чему хотите научиться",
  },
};
