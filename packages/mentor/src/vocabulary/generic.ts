// Any other subject.
import { beginnings, type Family } from "./family.ts";

export const generic: Family = {
  words: beginnings("(?!)"),
  ru: {
    rungs: [
      "{s}: знакомство и первые шаги | Видим предмет целиком и делаем первое упражнение. | что это и зачем; словарь предмета; первое упражнение",
      "{s}: опорные понятия и правила | Собираем основу, без которой дальше трудно. | главные понятия; правила; простые примеры",
      "{s}: базовые навыки | Отрабатываем то, что нужно всегда. | ключевые приёмы; упражнения; частые ошибки",
      "{s}: практика на реальных примерах | Применяем основу к настоящим ситуациям. | разбор примеров; решение по шагам; самопроверка",
      "{s}: точность и уверенность | Становимся точнее и быстрее. | разбор ошибок; приёмы экономии сил; обратная связь",
      "{s}: самостоятельный проект | Делаем законченную работу и показываем её. | замысел; исполнение; показ и отзывы",
      "{s}: сложные случаи | Берёмся за то, что раньше казалось трудным. | нестандартные ситуации; сочетание приёмов; разбор мастеров",
      "{s}: мастерство и развитие | Ищем свой путь и план на будущее. | собственный стиль; наставничество; план роста",
    ],
    goals: [
      "Понимать основу и говорить на языке предмета: «{s}»",
      "Уверенно применять главные приёмы",
      "Довести до конца собственную работу",
    ],
    projects: [
      "Маленькая работа в первую же неделю",
      "Законченный проект по теме «{s}»",
      "Разбор и показ результата другим",
    ],
    advice: [
      "Занимайтесь понемногу, но регулярно",
      "После каждого занятия запишите, что получилось и что нет",
      "Найдите того, кому можно показать результат",
    ],
  },
  en: {
    rungs: [
      "{s}: overview and first steps | See the subject as a whole and do a first exercise. | what it is and what for; the vocabulary; a first exercise",
      "{s}: key concepts and rules | Gather the ground that the rest needs. | main concepts; rules; simple examples",
      "{s}: basic skills | Practise what is always needed. | key techniques; exercises; frequent mistakes",
      "{s}: practice on real examples | Apply the basics to real situations. | working through examples; step-by-step solutions; self-checks",
      "{s}: accuracy and confidence | Become more exact and faster. | learning from mistakes; saving effort; feedback",
      "{s}: a project of your own | Finish a work and show it. | the idea; making it; showing and feedback",
      "{s}: hard cases | Take on what used to look difficult. | unusual situations; combining techniques; studying masters",
      "{s}: mastery and growth | Find your own way and a plan for later. | your own style; mentoring; a growth plan",
    ],
    goals: [
      "Know the basics and the language of the subject: {s}",
      "Apply the main techniques with confidence",
      "Finish a work of your own",
    ],
    projects: [
      "A small piece of work in the very first week",
      "A finished {s} project",
      "Presenting and reviewing the result with others",
    ],
    advice: [
      "Study a little, but regularly",
      "After each session write down what worked and what did not",
      "Find someone you can show results to",
    ],
  },
};
