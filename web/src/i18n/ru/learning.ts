import type { learning as English } from "../en/learning.ts";
import { ru } from "../plural.ts";

const number = new Intl.NumberFormat("ru", { maximumFractionDigits: 1 });

/** «25 мин», «1 ч», «1 ч 10 мин». */
function time(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${String(rest)} мин`;
  return rest === 0 ? `${String(hours)} ч` : `${String(hours)} ч ${String(rest)} мин`;
}

/** Страницы, на которых учатся: «Сегодня», модуль, урок и его чат. */
export const learning: typeof English = {
  time,
  hoursDone: (done, all) => `${number.format(done)} из ${number.format(all)} ч`,
  progress: "Прогресс",
  progressOf: (percent, hours) => `${percent} · ${hours}`,
  lessonsDone: (done, all) =>
    `Пройдено ${number.format(done)} из ${ru(all, "урока", "уроков", "уроков")}`,
  start: "Начать",
  continue: "Продолжить",
  moduleOf: (number) => `Модуль ${String(number)}`,

  today: {
    title: "Сегодня",
    next: "Дальше",
    startTrack: "Начать учиться",
    tracks: "Ваши курсы",
    planning: "План ещё обсуждается",
    openPlan: "Открыть чат планирования",
    finished: "Всё пройдено",
    thisWeek: (n) => `Пройдено на этой неделе: ${ru(n, "урок", "урока", "уроков")}`,
    emptyTitle: "Учиться пока нечему",
    emptyText: "Скажите, чему хотите научиться. Наставник составит план и напишет уроки.",
    emptyAction: "Начать первый курс",
    failed: "Не удалось загрузить страницу",
    allTracks: "Все курсы",
  },

  module: {
    loadFailed: "Не удалось загрузить модуль",
    missingTitle: "Модуль не найден",
    missingText: "Он удалён или принадлежит другому человеку.",
    toTrack: "Перейти к курсу",
    objectives: "Чему вы научитесь",
    noObjectives: "У этого модуля пока нет целей.",
    taughtIn: (numbers) => `${numbers.length === 1 ? "Урок" : "Уроки"} ${numbers.join(", ")}`,
    notTaught: "Урока пока нет",
    lessons: "Уроки",
    noLessons:
      "Уроки планируются, когда вы начинаете. Это займёт несколько секунд, потом откроется первый.",
    states: {
      none: "Не начат",
      writing: "Пишется",
      ready: "Готов",
      stopped: "Не дописан",
      failed: "Не написан",
      done: "Пройден",
    },
    practice: "Практика",
    project: "Проект",
    sum: (lessons, practice, all) => `Уроки ${lessons} + практика ${practice} = ${all}`,
    done: "Сделано",
    notes: "Ваши заметки",
    notesHint: "Их видите только вы. Они сохраняются по мере ввода.",
    notesOver: (n) => `Лишнее: ${ru(n, "символ", "символа", "символов")}`,
    saving: "Сохраняем…",
    saved: "Сохранено",
    notSaved: "Пока не сохранено. Заметки хранятся на этом устройстве.",
    complete: "Отметить модуль пройденным",
    reopen: "Вернуться к модулю",
    completed: "Модуль пройден",
    reopened: "Модуль снова открыт",
    planning: "Планируем уроки этого модуля…",
    planned: "Уроки спланированы",
    opening: "Открываем первый урок…",
    planFailed: "Не удалось спланировать уроки",
    more: "Для новых целей ещё нет уроков.",
    planMore: "Спланировать недостающие уроки",
    archivedTitle: "Модуль в архиве",
    archived:
      "Его больше нет в плане: его можно читать, но не менять. Чтобы продолжить, верните его на странице курса, в разделе «Прежние планы».",
    archivedLesson:
      "Его место заняли другие уроки, или его модуля больше нет в плане. Урок можно читать, но не менять.",
    chat: "Учебный чат",
    previous: "Предыдущий модуль",
    next: "Следующий модуль",
    neighbours: "Другие модули",
  },

  lesson: {
    loadFailed: "Не удалось загрузить урок",
    missingTitle: "Урок не найден",
    missingText: "Он удалён или принадлежит другому человеку.",
    place: (number, count) =>
      count >= number ? `Урок ${String(number)} из ${String(count)}` : `Урок ${String(number)}`,
    goals: "В этом уроке",
    writing: "Урок пишется",
    waiting: "Урок сейчас начнёт писаться",
    ready: "Урок готов",
    stop: "Остановить",
    stopping: "Останавливаем…",
    stopped: "Вы остановили урок до его конца.",
    cut: "Урок оборван: достигнут предел длины.",
    goOn: "Дописать",
    failed: "Урок не написан.",
    notAsked: "Этот урок не написан.",
    restored: "Последняя попытка не удалась. Текст сохранён.",
    change: "Изменить урок",
    simpler: "Проще",
    deeper: "Глубже",
    example: "Другой пример",
    version: (n) => `Версия ${String(n)}`,
    versions: "Версии",
    hows: {
      first: "первый текст",
      simpler: "проще",
      deeper: "глубже",
      example: "другой пример",
    },
    shown: (version) => `Показана ${version}`,
    finish: "Закончили? Отметьте урок пройденным и идите дальше.",
    markDone: "Отметить пройденным",
    isDone: "Урок пройден",
    done: "Урок отмечен пройденным",
    undone: "Отметка снята",
    notDone: "Снять отметку",
    previous: "Назад",
    next: "Дальше",
    toModule: "К модулю",
    neighbours: "Другие уроки",
    preparing: "Следующий урок готовится",
    chat: "Спросить наставника",
  },

  study: {
    title: "Учебный чат",
    placeholder: "Спросите об этом уроке",
    placeholderModule: "Спросите об этом модуле",
    quote: "Ваш вопрос об этом",
    dropQuote: "Убрать цитату",
    ideas: "Быстрые вопросы",
    chips: ["Объясни подробнее", "Приведи пример", "Как это применить?", "Проверь меня"],
    loadFailed: "Не удалось загрузить учебный чат",
    close: "Закрыть учебный чат",
    archived: "Модуль в архиве, поэтому дописать здесь ничего нельзя.",
  },
};
