// What people read on the page of the study calendar: the tests' own list, so that a changed word is noticed.
import type { Language } from "../support/browser-context.ts";

const en = {
  calendar: "Calendar",
  title: "Study calendar",
  minutes: "Minutes a day",
  time: "Start time",
  zone: "Time zone",
  monday: "Monday",
  sunday: "Sunday",
  save: "Save and plan",
  saved: "Saved. The sessions below are up to date.",
  noDay: "Choose at least one day.",
  wrongMinutes: "A whole number from 10 to 480.",
  useZone: "Use this device's:",
  nothing: "Nothing to plan yet",
  showAll: /^Show all \d+ sessions?$/,
  make: "Create a private address",
  remake: "Create a new address",
  revoke: "Revoke the address",
  address: "Private address",
  exists: "An address was created on",
  revoked: "The address was revoked.",
  copy: "Copy the address",
  copied: "Copied",
  download: "Download as a file",
  google: "Google Calendar reads such addresses only every 8 to 24 hours",
};

const ru: typeof en = {
  calendar: "Календарь",
  title: "Календарь занятий",
  minutes: "Минут в день",
  time: "Время начала",
  zone: "Часовой пояс",
  monday: "понедельник",
  sunday: "воскресенье",
  save: "Сохранить и спланировать",
  saved: "Сохранено. Занятия ниже обновлены.",
  noDay: "Выберите хотя бы один день.",
  wrongMinutes: "Целое число от 10 до 480.",
  useZone: "Как на этом устройстве:",
  nothing: "Пока нечего планировать",
  showAll: /^Показать все: \d+ заняти(?:е|я|й)$/,
  make: "Создать личный адрес",
  remake: "Создать новый адрес",
  revoke: "Отозвать адрес",
  address: "Личный адрес",
  exists: "Адрес создан",
  revoked: "Адрес отозван.",
  copy: "Скопировать адрес",
  copied: "Скопировано",
  download: "Скачать файлом",
  google: "Google Календарь читает такие адреса только раз в 8–24 часа",
};

const words: Readonly<Record<Language, typeof en>> = { en, ru };

export const calendarWordsOf = (language: Language): typeof en => words[language];
