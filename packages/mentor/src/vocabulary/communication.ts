// Speaking, writing, teaching, soft skills.
import { beginnings, type Family } from "./family.ts";

export const communication: Family = {
  words: beginnings(
    "public speak|speaking|ораторск|публичн|выступлен|риторик|rhetoric|presentation|презентац|writing|писательств|writer|копирайт|copywrit|journalis|журналист|storytell|сторител|стихи|poetry|поэз|сценари|screenwrit|editing text|редактур|" +
      "communicat|коммуникац|общени|debate|дебат|teaching|преподав|педагог|тайм.?менедж|time.?manage|soft skill|эмоциональн|emotional|скорочтен|speed.?read|актёр|актер|acting|импров",
  ),
  ru: {
    rungs: [
      "{s}: цель, адресат и первый опыт | Понимаем, зачем и для кого, и пробуем сразу. | цель и адресат; страх и настрой; первая проба",
      "Структура и ясность | Строим мысль так, чтобы её поняли. | главная мысль; начало, середина, конец; ясные слова",
      "Голос, слово и образ | Делаем речь или текст живыми. | примеры и образы; ритм и паузы; внимание",
      "{s}: основные жанры и приёмы | Пробуем разные форматы и приёмы. | рассказ; аргумент; ответ на вопросы",
      "Правка и обратная связь | Улучшаем по отзывам и записи. | самоанализ; правка; работа с отзывами",
      "{s}: законченная работа перед аудиторией | Готовим и показываем своё. | подготовка; показ; разбор",
      "Убеждение и сложные ситуации | Работаем с возражениями и трудной аудиторией. | убеждение; возражения; импровизация",
      "{s}: свой стиль и репутация | Становимся узнаваемыми. | стиль; серия работ; развитие аудитории",
    ],
    goals: [
      "Ясно доносить мысль: «{s}»",
      "Держать внимание аудитории",
      "Подготовить законченную работу и получить отзывы",
    ],
    projects: [
      "Трёхминутное выступление или короткий текст",
      "Работа по теме «{s}» для настоящей аудитории",
      "Серия из трёх работ с правками по отзывам",
    ],
    advice: [
      "Пробуйте на малой аудитории и часто",
      "Записывайте себя или читайте вслух написанное",
      "Просите одно конкретное замечание, а не общую оценку",
    ],
  },
  en: {
    rungs: [
      "{s}: purpose, audience and a first try | Know why and for whom, and try at once. | purpose and audience; nerves and attitude; a first attempt",
      "Structure and clarity | Build a thought so that it is understood. | the main idea; beginning, middle, end; plain words",
      "Voice, word and image | Bring speech or text to life. | examples and images; rhythm and pauses; attention",
      "{s}: main forms and devices | Try different formats and devices. | story; argument; answering questions",
      "Revision and feedback | Improve by recordings and responses. | self-review; revising; working with feedback",
      "{s}: a finished work before an audience | Prepare and show something of your own. | preparation; showing; review",
      "Persuasion and hard situations | Handle objections and difficult audiences. | persuasion; objections; improvising",
      "{s}: your own style and reputation | Become recognisable. | style; a series of works; growing an audience",
    ],
    goals: [
      "Get a thought across clearly: {s}",
      "Hold an audience's attention",
      "Prepare a finished work and get feedback",
    ],
    projects: [
      "A three-minute talk or a short text",
      "A {s} piece for a real audience",
      "A series of three works revised after feedback",
    ],
    advice: [
      "Try it on small audiences, and often",
      "Record yourself or read your text aloud",
      "Ask for one concrete remark, not for a general verdict",
    ],
  },
};
