import type { BasicCode } from "../shown-code.ts";

/** Предложения об ошибках, из-за которых может не загрузиться остальное. */
export const errors: Record<BasicCode, string> = {
  internal_error: "На нашей стороне что-то пошло не так.",
  database_unavailable: "База данных сейчас недоступна. Ничего не пропало.",
  offline: "Нет связи с сервером. Проверьте подключение к сети.",
  unavailable: "Сервис сейчас занят или недоступен. Попробуйте чуть позже.",
};
