// Data analysis, databases, spreadsheets, statistics, machine learning.
import { beginnings, type Family } from "./family.ts";

export const data: Family = {
  words: beginnings(
    "sql(?!\\p{L})|postgres|mysql|data.?(?:anal|scien|engin|base|visual)|big data|данны|аналитик|анализ данн|баз\\p{L} данн|excel|эксель|spreadsheet|таблиц|google sheets|statist|статист|machine.?learning|" +
      "машинн\\p{L} обуч|deep learning|нейросет|neural|искусственн\\p{L} интеллект|artificial intel|ai(?!\\p{L})|ml(?!\\p{L})|pandas|numpy|tableau|power.?bi|llm|дашборд|dashboard|a/b",
  ),
  ru: {
    rungs: [
      "{s}: данные и инструменты | Разбираемся, откуда берутся данные, и готовим рабочее место. | виды и источники данных; инструменты и первые шаги; простые вопросы к данным",
      "Выборка и фильтрация | Достаём из данных именно то, что нужно. | выборка и условия; сортировка; первые сводки",
      "Очистка и объединение данных | Приводим данные в порядок и соединяем источники. | пропуски и дубликаты; объединение таблиц; проверка качества",
      "{s}: группировки, метрики и выводы | Считаем показатели и отвечаем на вопросы. | группировки и агрегаты; метрики; сравнение и динамика",
      "Визуализация и рассказ о данных | Показываем результат так, чтобы его поняли. | выбор графика; дашборд; вывод и рекомендация",
      "{s}: исследование от вопроса до отчёта | Проходим весь путь на настоящем наборе данных. | постановка вопроса; анализ; отчёт и защита",
      "Статистика и модели | Отличаем закономерность от случайности и строим прогноз. | гипотезы и доверие; простые модели; оценка качества",
      "{s}: автоматизация и рабочие процессы | Превращаем разовый анализ в надёжный процесс. | конвейеры и расписания; производительность; контроль качества",
    ],
    goals: [
      "Самостоятельно отвечать на вопросы с помощью темы «{s}»",
      "Проверять качество данных и собственных выводов",
      "Показывать результат понятно и убедительно",
    ],
    projects: [
      "Отчёт по открытому набору данных на интересную вам тему",
      "Дашборд с тремя–пятью ключевыми показателями",
      "Исследование по теме «{s}» с выводами и рекомендациями",
    ],
    advice: [
      "Начинайте с вопроса, а не с инструмента",
      "Проверяйте каждый вывод вторым способом",
      "Тренируйтесь на данных, которые вам действительно интересны",
    ],
  },
  en: {
    rungs: [
      "{s}: data and tools | See where data comes from and prepare your workplace. | kinds and sources of data; tools and first steps; simple questions to data",
      "Selecting and filtering | Get exactly what is needed out of the data. | selection and conditions; sorting; first summaries",
      "Cleaning and joining data | Put data in order and connect sources. | gaps and duplicates; joining tables; quality checks",
      "{s}: grouping, metrics and findings | Compute indicators and answer questions. | grouping and aggregates; metrics; comparison and trends",
      "Visualisation and data stories | Show a result so that it is understood. | choosing a chart; a dashboard; conclusion and recommendation",
      "{s}: a study from question to report | Go the whole way on a real data set. | framing the question; analysis; report and defence",
      "Statistics and models | Tell a pattern from chance and build a forecast. | hypotheses and confidence; simple models; measuring quality",
      "{s}: automation and workflows | Turn a one-off analysis into a dependable process. | pipelines and schedules; performance; quality control",
    ],
    goals: [
      "Answer questions on your own with {s}",
      "Check the quality of data and of your own conclusions",
      "Present results clearly and convincingly",
    ],
    projects: [
      "A report on an open data set about a topic you care about",
      "A dashboard with three to five key indicators",
      "A {s} study with conclusions and recommendations",
    ],
    advice: [
      "Start from the question, not from the tool",
      "Check every finding in a second way",
      "Practise on data you are truly curious about",
    ],
  },
};
