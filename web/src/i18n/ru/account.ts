import type { account as English } from "../en/account.ts";
import { ru } from "../plural.ts";

/** Вход, регистрация, гости. */
export const account: typeof English = {
  menu: "Учётная запись",
  signIn: "Войти",
  signOut: "Выйти",
  register: "Зарегистрироваться",
  keepWork: "Сохранить мою работу",
  myAccount: "Моя учётная запись",
  guest: {
    note: (day) => `Вы вошли как гость. Ваша работа хранится до ${day}.`,
    soon: (day) => `Ваша работа здесь будет удалена ${day}.`,
    moves: "Каждый визит продлевает срок.",
  },
  showPassword: "Показать пароль",
  hidePassword: "Скрыть пароль",
  startNow: "Рассказать, чему хотите научиться",
  signedOut: "Вы вышли",
  signedInAs: (email) => `Вы вошли как ${email}`,
  needTitle: "Войдите, чтобы увидеть эту страницу",
  needText:
    "Курсы видит только тот, кто их создал. Если этот курс ваш, войдите на этом устройстве.",
  checkForm: (n) => ru(n, "поле нужно исправить", "поля нужно исправить", "полей нужно исправить"),
};
