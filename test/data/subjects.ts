// What generated learners learn, in both languages.
import type { Locale } from "@ai-learning/protocol/user";

export interface Subject {
  readonly title: string;
  readonly area: string;
  readonly wish: string;
  /** Titles of modules, in the order in which they are learned. */
  readonly modules: readonly string[];
}

type Subjects = readonly [Subject, ...Subject[]];

const en: Subjects = [
  {
    title: "Python for data analysis",
    area: "Python",
    wish: "I want to clean tables and draw charts at work",
    modules: [
      "Values and variables",
      "Loops and functions",
      "Lists and dictionaries",
      "Files and tables",
      "Charts",
      "Statistics",
      "A report of your own",
    ],
  },
  {
    title: "SQL from scratch",
    area: "SQL",
    wish: "I want to answer questions about sales by myself",
    modules: [
      "Tables and rows",
      "Selecting and sorting",
      "Grouping and sums",
      "Joins",
      "Subqueries",
      "Indexes",
      "A small warehouse",
    ],
  },
  {
    title: "Spanish for travel",
    area: "Spanish",
    wish: "I fly to Seville in summer",
    modules: [
      "Sounds and greetings",
      "Numbers and prices",
      "In a café",
      "Asking the way",
      "Past tense",
      "Small talk",
    ],
  },
  {
    title: "Photography basics",
    area: "Photography",
    wish: "I have a camera and use only its automatic mode",
    modules: [
      "Light",
      "Aperture and depth",
      "Shutter and motion",
      "Composition",
      "Portraits",
      "Editing",
    ],
  },
  {
    title: "Music theory",
    area: "Music",
    wish: "I play the guitar by ear",
    modules: ["Notes and intervals", "Scales", "Chords", "Rhythm", "Harmony", "Writing a song"],
  },
  {
    title: "Personal finance",
    area: "Finance",
    wish: "I want to know where my money goes",
    modules: [
      "Income and spending",
      "A budget",
      "Loans and interest",
      "Savings",
      "Investing",
      "Taxes",
    ],
  },
];

const ru: Subjects = [
  {
    title: "Python для анализа данных",
    area: "Python",
    wish: "Хочу чистить таблицы и строить графики на работе",
    modules: [
      "Значения и переменные",
      "Циклы и функции",
      "Списки и словари",
      "Файлы и таблицы",
      "Графики",
      "Статистика",
      "Собственный отчёт",
    ],
  },
  {
    title: "SQL с нуля",
    area: "SQL",
    wish: "Хочу сама отвечать на вопросы о продажах",
    modules: [
      "Таблицы и строки",
      "Выборка и сортировка",
      "Группировка и суммы",
      "Соединения",
      "Подзапросы",
      "Индексы",
      "Небольшое хранилище",
    ],
  },
  {
    title: "Английский для поездок",
    area: "Английский",
    wish: "Летом лечу в Эдинбург",
    modules: [
      "Звуки и приветствия",
      "Числа и цены",
      "В кафе",
      "Как пройти",
      "Прошедшее время",
      "Разговор в дороге",
    ],
  },
  {
    title: "Основы фотографии",
    area: "Фотография",
    wish: "Есть камера, снимаю только на автомате",
    modules: [
      "Свет",
      "Диафрагма и глубина",
      "Выдержка и движение",
      "Композиция",
      "Портрет",
      "Обработка",
    ],
  },
  {
    title: "История древнего мира",
    area: "История",
    wish: "Хочу понимать, что было до Рима",
    modules: ["Шумер", "Египет", "Критская культура", "Греция", "Персия", "Ранний Рим"],
  },
  {
    title: "Личные финансы",
    area: "Финансы",
    wish: "Хочу понимать, куда уходят деньги",
    modules: [
      "Доходы и расходы",
      "Бюджет",
      "Кредиты и проценты",
      "Сбережения",
      "Вложения",
      "Налоги",
    ],
  },
];

export const subjects: Readonly<Record<Locale, Subjects>> = { en, ru };
