// Mathematics and the sciences, history and other school subjects.
import { beginnings, type Family } from "./family.ts";

export const science: Family = {
  words: beginnings(
    "math|матем|algebra|алгебр|geometr|геометр|calculus|матан|дифференц|интеграл|probabil|вероятност|physic|физик(?!\\p{L}*ульт)|chemi|хими|biolog|биолог|astronom|астроном|quantum|квант|histor|истори|philosoph|философ|psycholog|психолог|" +
      "geograph|географ|geolog|геолог|anatom|анатоми|medicin|медицин|science|наук|logic(?!al\\s+design)|логик[аеиу]|genet|генет|neuro(?:sci|bio)|ecolog|эколог|sociolog|социолог|егэ|огэ|экзамен|exam(?!ple)|олимпиад|olympiad|литератур|literature|engineering|инженер",
  ),
  ru: {
    rungs: [
      "{s}: язык предмета и главные вопросы | Знакомимся с понятиями и тем, чем живёт предмет. | ключевые понятия; обозначения; зачем это нужно",
      "Основные законы и идеи | Строим опору, на которой держится остальное. | главные определения; базовые законы; простые примеры",
      "Методы и решение задач | Учимся рассуждать и проверять себя. | схема решения; типовые задачи; проверка ответа",
      "{s}: ключевые разделы | Изучаем центральные темы подробно. | центральные темы; связи между ними; наглядные модели",
      "Эксперимент, данные и доказательство | Отличаем доказанное от правдоподобного. | наблюдение и измерение; аргументы и доказательства; ошибки рассуждений",
      "{s}: собственное исследование | Ставим вопрос и доводим его до ответа. | вопрос и источники; решение; доклад",
      "Сложные темы и обобщения | Поднимаемся на уровень выше. | общая теория; трудные задачи; спорные вопросы",
      "{s}: на границе известного | Читаем современные работы и применяем знания. | обзор литературы; приложения; собственный вывод",
    ],
    goals: [
      "Понимать и объяснять главные идеи: «{s}»",
      "Решать задачи и проверять рассуждения",
      "Провести небольшое собственное исследование",
    ],
    projects: [
      "Объяснение трудной темы простыми словами на одной странице",
      "Сборник из десяти разобранных задач или вопросов",
      "Мини-исследование по теме «{s}»",
    ],
    advice: [
      "Сначала решайте сами, потом смотрите разбор",
      "Объясняйте тему вслух: пробелы найдутся сразу",
      "Возвращайтесь к пройденному через день, неделю и месяц",
    ],
  },
  en: {
    rungs: [
      "{s}: the language and the big questions | Meet the concepts and what the subject lives for. | key concepts; notation; what it is for",
      "Basic laws and ideas | Build the ground that carries the rest. | main definitions; basic laws; simple examples",
      "Methods and problem solving | Learn to reason and to check yourself. | a way to solve; standard problems; checking answers",
      "{s}: the central topics | Study the core in detail. | central topics; how they connect; visual models",
      "Experiment, data and proof | Tell the proven from the plausible. | observing and measuring; arguments and proofs; errors of reasoning",
      "{s}: a study of your own | Ask a question and carry it to an answer. | question and sources; solution; a talk",
      "Hard topics and generalisations | Climb one level higher. | general theory; hard problems; open debates",
      "{s}: at the frontier | Read current work and apply what you know. | a literature review; applications; your own conclusion",
    ],
    goals: [
      "Understand and explain the main ideas: {s}",
      "Solve problems and check reasoning",
      "Carry out a small study of your own",
    ],
    projects: [
      "A one-page explanation of a hard topic in plain words",
      "A collection of ten solved problems or questions",
      "A small {s} study",
    ],
    advice: [
      "Try it yourself first, read the solution second",
      "Explain the topic aloud: gaps show at once",
      "Return to a topic after a day, a week and a month",
    ],
  },
};
