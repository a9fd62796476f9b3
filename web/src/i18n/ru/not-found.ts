import type { notFound as English } from "../en/not-found.ts";

/** Что говорит страница для неизвестных адресов. */
export const notFound: typeof English = {
  title: "Страница не найдена",
  text: "По этому адресу ничего нет. Возможно, в ссылке опечатка или она устарела.",
  home: "На главную",
};
