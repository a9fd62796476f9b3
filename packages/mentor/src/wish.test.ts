import { describe, expect, it } from "vitest";
import { subjectOf } from "./content.ts";
import { wishIn, type Wish } from "./wish.ts";

const cases: readonly (readonly [string, Partial<Wish>])[] = [
  [
    "Spanish for a trip to Mexico, 20 hours, I know nothing",
    { subject: "Spanish for a trip to Mexico", hours: 20, level: "beginner", known: "" },
  ],
  ["Хочу выучить Go для бэкенда, знаю Python", { subject: "Go для бэкенда", known: "Python" }],
  ["I know Python and want to learn Go", { subject: "Go", known: "Python" }],
  ["SQL for analysts, I already know Excel", { subject: "SQL for analysts", known: "Excel" }],
  [
    "Знаю немецкий, хочу выучить французский за 60 часов",
    { subject: "Французский", known: "немецкий", hours: 60 },
  ],
  ["Не Python, а Rust", { subject: "Rust", known: "" }],
  ["Учить не Java, а Kotlin", { subject: "Kotlin" }],
  ["React, not Angular", { subject: "React" }],
  ["Music theory from scratch", { subject: "Music theory", level: "beginner" }],
  ["Теория музыки с нуля", { subject: "Теория музыки", level: "beginner" }],
  ["I want to read news in Spanish", { subject: "Reading news in Spanish" }],
  ["Хочу читать новости на испанском", { subject: "Читать новости на испанском" }],
  ["learn to play the guitar in 30 hours", { subject: "Playing the guitar", hours: 30 }],
  [
    "Хочу научиться играть на гитаре за 3 месяца, по 2 часа в неделю",
    { subject: "Учимся играть на гитаре", hours: null },
  ],
  ["teach me Japanese, 2 hours per day for 3 months", { subject: "Japanese", hours: null }],
  ["Хочу научиться программированию на Java", { subject: "Программирование на Java" }],
  ["Курс по истории искусства", { subject: "История искусства" }],
  ["Разобраться в машинном обучении", { subject: "Разбираемся в машинном обучении" }],
  ["Заниматься йогой", { subject: "Занимаемся йогой" }],
  ["Хочу изучить математику", { subject: "Математика" }],
  [
    "Хочу выучить итальянский, чтобы говорить с бабушкой",
    { subject: "Итальянский", reason: "говорить с бабушкой" },
  ],
  [
    "Business English because I have an interview in June",
    { subject: "Business English", reason: "I have an interview" },
  ],
  ["Мне нужен английский к июню, уровень B1", { subject: "Английский", level: "intermediate" }],
  ["Excel для бухгалтера, уже знаю основы", { level: "intermediate", known: "" }],
  ["Сделай мне курс по SQL, я новичок, 15 часов", { subject: "SQL", hours: 15 }],
  ["HTML, CSS и JavaScript", { subject: "HTML, CSS и JavaScript" }],
  ["Хочу выучить Node.js. Быстро!", { subject: "Node.js" }],
  ["  C++\n(17) ", { subject: "C++" }],
  ["20 hours, I know nothing", { subject: null }],
  ["Prepare for the IELTS exam in March, 40 hours", { subject: "IELTS exam", hours: 40 }],
  ["I need to pass the driving test by summer", { subject: "Driving test" }],
  ["Подготовиться к ЕГЭ по математике, 60 часов", { subject: "ЕГЭ по математике", hours: 60 }],
  ["Нужно сдать на права к лету", { subject: "Сдать на права" }],
  ["Brush up my French before a trip to Paris", { subject: "French before a trip to Paris" }],
  ["Вспомнить школьную математику", { subject: "Школьная математика" }],
  ["Python and SQL, 5 hours a week for 8 weeks", { subject: "Python and SQL", hours: 40 }],
  ["Python и SQL, 5 часов в неделю, 8 недель", { subject: "Python и SQL", hours: 40 }],
  ["Kotlin for Android, 2h/day, 30 days", { subject: "Kotlin for Android", hours: 60 }],
  ["20h of Photoshop", { subject: "Photoshop", hours: 20 }],
  ["I want to learn JavaScript but not React", { subject: "JavaScript", reason: "" }],
  ["Хочу выучить JavaScript, только не React", { subject: "JavaScript", reason: "" }],
  ["Spanish with no homework", { subject: "Spanish" }],
  ["Испанский без домашних заданий", { subject: "Испанский" }],
  ["Продвинутый Excel", { subject: "Excel", level: "advanced" }],
  ["English from A1 to B1", { subject: "English", level: "beginner" }],
  ["Английский с A2 до B1", { subject: "Английский", level: "intermediate" }],
  ["Основы бухгалтерии для ИП", { subject: "Основы бухгалтерии для ИП" }],
];

describe("wishIn", () => {
  it.each(cases)("reads %j", (text, expected) => {
    expect(wishIn(text)).toMatchObject(expected);
  });

  it("stays quick on a wish of the greatest length", () => {
    const started = performance.now();
    for (const text of ["хочу ", "a, ", "20 часов, ", "i know ", "за 3 месяца "])
      wishIn(text.repeat(4_000 / text.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

it.each([
  ["Python for data analysis", "python-data"],
  ["Анализ данных на Python", "python-data"],
  ["Python", "python"],
  ["Go для бэкенда", "go"],
  ["Spanish for a trip to Mexico", "spanish-travel"],
  ["Испанский для путешествий", "spanish-travel"],
  ["Читать новости на испанском", "spanish-news"],
  ["Съёмка на телефон", "phone-photography"],
  ["Photography with a phone", "phone-photography"],
  ["Music theory", "music-theory"],
  ["English for programmers", "english"],
  ["Business English", "english"],
  ["Итальянская кухня", "cooking"],
  ["Итальянский язык", "language"],
  ["Spanish guitar", "guitar"],
  ["Marketing for photographers", "business"],
  ["Дрессировка собак", "generic"],
  ["Сдать на права", "generic"],
  ["IELTS exam", "english"],
  ["French before a trip to Paris", "language"],
  ["AWS Solutions Architect certification", "programming"],
])("takes %j for the subject %s", (text, subject) => {
  expect(subjectOf([text])).toBe(subject);
});
