// Business, marketing, management, finance, law.
import { beginnings, type Family } from "./family.ts";

export const business: Family = {
  words: beginnings(
    "business|бизнес|marketing|маркетинг|smm|seo(?!\\p{L})|реклам|advertis|manag|менедж|управлен|product own|продакт|project|проект(?!\\p{L}*\\s+дом)|finance|финанс|invest|инвест|accounting|бухгалт|sales|продаж|" +
      "startup|стартап|предприним|entrepren|economic|эконом|leadership|лидерств|hr(?!\\p{L})|рекрут|recruit|negotiat|переговор|scrum|agile|стратег|strateg|trading|трейдинг|юрист|прав[оа](?!\\p{L})|law(?!\\p{L})|маркетплейс|e-?commerce|логистик|budget|бюджет",
  ),
  ru: {
    rungs: [
      "{s}: понятия, роли и цели | Договариваемся о терминах и видим картину целиком. | ключевые понятия; кто и за что отвечает; как измеряют успех",
      "Клиент, рынок и данные | Понимаем, для кого и почему. | исследование клиента; конкуренты; простые метрики",
      "Планирование и приоритеты | Выбираем, что делать сначала. | цели и показатели; приоритеты; бюджет и сроки",
      "{s}: основные инструменты | Осваиваем рабочие методы на примерах. | шаблоны и модели; разбор кейсов; типичные ошибки",
      "Коммуникация и команда | Договариваемся, убеждаем, доводим до дела. | встречи и договорённости; переговоры; обратная связь",
      "{s}: кейс от задачи до результата | Решаем настоящую задачу и защищаем решение. | постановка; решение; презентация",
      "Аналитика и рост | Проверяем гипотезы и усиливаем то, что работает. | гипотезы и эксперименты; экономика решения; масштабирование",
      "{s}: стратегия и риски | Принимаем решения на длинной дистанции. | сценарии; риски; система управления",
    ],
    goals: [
      "Говорить на языке предмета: «{s}»",
      "Принимать решения на основе данных",
      "Довести один кейс до результата",
    ],
    projects: [
      "Разбор компании или проекта, который вам знаком",
      "План действий на 30 дней по теме «{s}»",
      "Презентация решения и его экономики",
    ],
    advice: [
      "Применяйте каждую тему к своей работе в ту же неделю",
      "Записывайте решения и их результат",
      "Обсуждайте кейсы с коллегами: спор полезнее конспекта",
    ],
  },
  en: {
    rungs: [
      "{s}: concepts, roles and aims | Agree on terms and see the whole picture. | key concepts; who answers for what; how success is measured",
      "Customer, market and data | Understand for whom and why. | customer research; competitors; simple metrics",
      "Planning and priorities | Choose what comes first. | goals and indicators; priorities; budget and deadlines",
      "{s}: the core toolkit | Learn working methods on examples. | templates and models; case studies; typical mistakes",
      "Communication and team | Agree, persuade, follow through. | meetings and agreements; negotiation; feedback",
      "{s}: a case from problem to result | Solve a real problem and defend the solution. | framing; solution; presentation",
      "Analytics and growth | Test hypotheses and strengthen what works. | hypotheses and experiments; unit economics; scaling",
      "{s}: strategy and risk | Decide for the long run. | scenarios; risks; a management system",
    ],
    goals: [
      "Speak the language of the field: {s}",
      "Decide on the basis of data",
      "Bring one case to a result",
    ],
    projects: [
      "An analysis of a company or project you know",
      "A 30-day action plan for {s}",
      "A presentation of a solution and its economics",
    ],
    advice: [
      "Apply each topic to your own work within the week",
      "Write down decisions and what came of them",
      "Discuss cases with colleagues: debate beats notes",
    ],
  },
};
