// The planning chat, in Russian. A key that English has and this lacks fails the types.
import type { ChatWords } from "./chat.en.ts";
import { ru } from "./plural.ts";

export const chat: ChatWords = {
  title: (chat, track) => `${chat} · ${track}`,
  primaryName: "План курса",
  types: {
    planning: "Планирование",
    welcome: "Знакомство",
    discussion: "Обсуждение",
    finalization: "Финализация",
    module_learning: "Модуль",
  },
  track: (title) => `Курс: ${title}`,
  id: "Номер чата",
  copyId: "Скопировать номер чата",
  selector: "Чаты этого курса",
  newChat: "Новый чат",
  newChatText: "Отдельный разговор рядом с планом: для вопросов и идей.",
  name: "Название чата",
  create: "Создать",
  rename: "Переименовать чат",
  missingName: "Дайте чату название",
  tooLong: (max) => `Не больше ${ru(max, "символа", "символов", "символов")}`,

  model: "Модель",
  demo: "Это встроенный демонстрационный наставник. Чтобы отвечала настоящая модель, задайте DEFAULT_OPENAI_API_KEY в .env и перезапустите.",

  live: {
    connecting: "Соединяемся…",
    open: "На связи",
    offline: "Нет связи. Пробуем снова…",
    refused: "Вход не выполнен",
  },
  offlineText: "Можно писать дальше: сообщения уйдут, как только появится связь.",
  refusedText: "Здесь вы больше не авторизованы. Написанное сохранено; войдите, чтобы отправить.",

  transcript: "Сообщения",
  you: "Вы",
  mentor: "Наставник",
  older: "Более ранние сообщения",
  loadingOlder: "Загружаем более ранние сообщения…",
  loading: "Загружаем разговор…",
  jump: "К последнему",

  waiting: "Ждёт соединения",
  sending: "Отправляем…",
  accepted: "Получено",
  queued: "Ждёт своей очереди",
  answering: "Наставник отвечает",
  answered: "Ответ готов",
  making: "Наставник превращает план в модули",
  stopped: "Остановлено",
  failed: "Нет ответа",
  notSent: "Не отправлено",
  again: "Отправить снова",
  remove: "Убрать",
  tokens: (n) => ru(n, "токен", "токена", "токенов"),
  copyAnswer: "Скопировать ответ",

  message: "Сообщение наставнику",
  placeholder: "Что изменить?",
  send: "Отправить",
  hint: "Enter — отправить, Shift+Enter — новая строка",
  touchHint: "Enter — новая строка",
  left: (n) => `Осталось: ${ru(n, "символ", "символа", "символов")}`,
  over: (n) => `Лишнее: ${ru(n, "символ", "символа", "символов")}`,

  finalize: "Финализировать план",
  finalizing: "Создаём модули…",
  finalized: "Курс готов",
  made: (modules, hours) =>
    `${ru(modules, "модуль", "модуля", "модулей")}, ${ru(hours, "час", "часа", "часов")}`,
  seeModules: "Открыть модули",

  emptyTitle: "Плана ещё нет",
  emptyText:
    "Наставник составит первый план того, чему вы хотите научиться. Потом вы измените его вместе.",
  askPlan: "Попросить план",
  newTitle: "Новый разговор",
  newText: "Спрашивайте обо всём, что касается этого курса. План остаётся в своём чате.",
  missingTitle: "Такого чата здесь нет",
  missingText: "Он удалён, или в ссылке опечатка.",
  toMain: "К плану курса",
  restoreFailed: "Не удалось загрузить разговор",

  copy: "Скопировать",
  table: "Таблица",
  code: "Код",
  done: "Сделано",
  open: "Не сделано",
};
