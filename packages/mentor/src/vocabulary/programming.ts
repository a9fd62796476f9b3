// Programming, web, systems, tools of developers.
import { beginnings, type Family } from "./family.ts";

export const programming: Family = {
  words: beginnings(
    "python|питон|пайтон|java|джава|kotlin|котлин|swift|rust|раст(?!\\p{L})|golang|go(?!\\p{L})|c\\+\\+|c#|с#|си(?!\\p{L})|php|ruby|scala|haskell|typescript|" +
      "js(?!\\p{L})|react|реакт|vue|angular|node|html|css|web.?dev|веб|сайт|вёрстк|верстк|front.?end|back.?end|фронтенд|бэкенд|бекенд|програм|coding|code|код(?!\\p{L})|" +
      "разработк|developer|software|devops|docker|докер|kubernetes|linux|линукс|git(?!\\p{L})|алгоритм|algorithm|django|flask|fastapi|unity|gamedev|telegram|бот(?!\\p{L})|боты|android|ios(?!\\p{L})|" +
      "api(?!\\p{L})|program|тестировщик|qa(?!\\p{L})|микросервис|microservice|cyber|кибер",
  ),
  ru: {
    rungs: [
      "{s}: среда и первая программа | Ставим инструменты и запускаем первый код. | установка и настройка среды; запуск и чтение ошибок; структура маленькой программы",
      "Данные и логика программы | Учимся хранить значения и принимать решения в коде. | переменные и типы данных; условия и циклы; ввод и вывод",
      "Функции и структура кода | Делим код на понятные части, которые можно повторно использовать. | функции и параметры; коллекции и структуры данных; модули и импорт",
      "{s}: работа с данными и внешним миром | Подключаем файлы, сеть и готовые библиотеки. | файлы и форматы данных; библиотеки и зависимости; обработка ошибок",
      "Тесты, отладка и чистый код | Делаем код надёжным и удобным для изменений. | отладчик и журналы; модульные тесты; рефакторинг и Git",
      "{s}: приложение от идеи до запуска | Собираем законченное приложение и показываем его другим. | проектирование; сборка по шагам; публикация и обратная связь",
      "Архитектура и производительность | Выбираем устройство системы и находим узкие места. | слои и зависимости; параллельность и асинхронность; профилирование",
      "{s} в промышленной разработке | Доводим решения до уровня команды и продакшена. | CI/CD и наблюдаемость; безопасность; ревью и технические решения",
    ],
    goals: [
      "Писать и объяснять собственный код по теме «{s}»",
      "Уверенно находить и исправлять ошибки",
      "Собрать проект, который не стыдно показать",
    ],
    projects: [
      "Небольшая утилита, которая решает вашу ежедневную задачу",
      "Законченное приложение по теме «{s}» с тестами и описанием",
      "Доработка открытого проекта или командная мини-задача",
    ],
    advice: [
      "Пишите код каждый день хотя бы 20–30 минут: руками, а не только глазами",
      "Сначала прочитайте сообщение об ошибке, потом ищите ответ",
      "Храните все упражнения в Git: прогресс будет виден",
    ],
  },
  en: {
    rungs: [
      "{s}: tools and a first program | Set up the tools and run your first code. | installing and configuring; running code and reading errors; the anatomy of a small program",
      "Data and program logic | Store values and make decisions in code. | variables and data types; conditions and loops; input and output",
      "Functions and code structure | Split code into clear parts that can be reused. | functions and parameters; collections and data structures; modules and imports",
      "{s}: data and the outside world | Connect files, the network and ready-made libraries. | files and data formats; libraries and dependencies; error handling",
      "Tests, debugging and clean code | Make code reliable and pleasant to change. | debugger and logs; unit tests; refactoring and Git",
      "{s}: an application from idea to launch | Build a finished application and show it to others. | design; building step by step; publishing and feedback",
      "Architecture and performance | Choose how a system is built and find its bottlenecks. | layers and dependencies; concurrency and async work; profiling",
      "{s} in production | Bring solutions to the level of a team and of production. | CI/CD and observability; security; reviews and technical decisions",
    ],
    goals: [
      "Write and explain your own code in {s}",
      "Find and fix errors with confidence",
      "Build a project worth showing",
    ],
    projects: [
      "A small utility that solves a daily task of yours",
      "A finished {s} application with tests and a description",
      "A contribution to an open project or a small team task",
    ],
    advice: [
      "Write code every day for 20-30 minutes: with your hands, not only with your eyes",
      "Read the error message first, search second",
      "Keep every exercise in Git: your progress will show",
    ],
  },
};
