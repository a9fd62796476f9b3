// One telling topic a rung for subjects asked for often: what makes a Python plan speak of Python.
import { beginnings } from "./family.ts";

export interface Specifics {
  readonly words: RegExp;
  /** Eight topics, one for each rung of the ladder. */
  readonly ru: readonly string[];
  readonly en: readonly string[];
}

const about = (stems: string, ru: string, en: string): Specifics => ({
  words: beginnings(stems),
  ru: ru.split("; "),
  en: en.split("; "),
});

export const specifics: readonly Specifics[] = [
  about(
    "python|питон|пайтон",
    "pip и виртуальное окружение; списки, словари и срезы; функции, *args и **kwargs; requests и работа с JSON; pytest; пакет с pyproject.toml; asyncio и генераторы; типизация и упаковка",
    "pip and virtual environments; lists, dicts and slices; functions, *args and **kwargs; requests and JSON; pytest; a package with pyproject.toml; asyncio and generators; typing and packaging",
  ),
  about(
    "javascript|typescript|js(?!\\p{L})|react|реакт|vue|angular|node|front.?end|фронтенд|html|css|веб|вёрстк|верстк|web",
    "консоль браузера и npm; объекты и массивы; замыкания и модули; fetch и промисы; компоненты и их тесты; маршруты и состояние приложения; рендеринг и скорость загрузки; доступность и безопасность в браузере",
    "the browser console and npm; objects and arrays; closures and modules; fetch and promises; components and their tests; routes and application state; rendering and load speed; accessibility and browser security",
  ),
  about(
    "java(?!s)|джава|kotlin|котлин|android|c#|с#",
    "IDE и сборка проекта; типы и классы; интерфейсы и коллекции; потоки ввода-вывода; JUnit и отладка; приложение с интерфейсом; многопоточность; профилирование памяти",
    "the IDE and building a project; types and classes; interfaces and collections; streams and I/O; JUnit and debugging; an application with an interface; multithreading; memory profiling",
  ),
  about(
    "rust|раст(?!\\p{L})|golang|go(?!\\p{L})|c\\+\\+|си(?!\\p{L})",
    "компилятор и сборка; память и типы; структуры и интерфейсы; ошибки без исключений; тесты и бенчмарки; сетевой сервис; параллельность без гонок; оптимизация и профиль",
    "the compiler and builds; memory and types; structs and interfaces; errors without exceptions; tests and benchmarks; a network service; concurrency without races; optimisation and profiles",
  ),
  about(
    "sql(?!\\p{L})|postgres|mysql|баз\\p{L} данн|database",
    "SELECT и типы столбцов; WHERE, LIKE и NULL; JOIN всех видов; GROUP BY и оконные функции; представления для отчётов; схема базы с нуля; индексы и планы запросов; транзакции и блокировки",
    "SELECT and column types; WHERE, LIKE and NULL; every kind of JOIN; GROUP BY and window functions; views for reports; a schema from scratch; indexes and query plans; transactions and locks",
  ),
  about(
    "excel|эксель|таблиц|spreadsheet|google sheets",
    "ячейки, форматы и ссылки; фильтры и условное форматирование; ВПР и ПРОСМОТРX; сводные таблицы; диаграммы и спарклайны; отчёт из нескольких листов; Power Query; макросы и автоматизация",
    "cells, formats and references; filters and conditional formatting; VLOOKUP and XLOOKUP; pivot tables; charts and sparklines; a report from several sheets; Power Query; macros and automation",
  ),
  about(
    "machine.?learning|машинн\\p{L} обуч|deep learning|нейросет|neural|ml(?!\\p{L})",
    "задачи и наборы данных; разведочный анализ; подготовка признаков; регрессия и классификация; метрики и кривые обучения; модель от данных до отчёта; ансамбли и нейронные сети; модель в работе и её мониторинг",
    "tasks and data sets; exploratory analysis; feature preparation; regression and classification; metrics and learning curves; a model from data to report; ensembles and neural networks; a model in use and its monitoring",
  ),
  about(
    "english|англий",
    "звуки th, r и w; to be и there is; Present Perfect и Past Simple; разговор в кафе и аэропорту; сериалы и подкасты; эссе и письмо; фразовые глаголы; small talk и переговоры",
    "the sounds th, r and w; to be and there is; Present Perfect and Past Simple; talking in a café and an airport; series and podcasts; an essay and a letter; phrasal verbs; small talk and negotiations",
  ),
  about(
    "spanish|испан|italian|итальян|french|француз|portuguese|португал",
    "чтение и ударение; артикли и род; прошедшие времена; в кафе и на рынке; песни и новости; рассказ о путешествии; сослагательное наклонение; деловая переписка",
    "reading and stress; articles and gender; past tenses; in a café and at the market; songs and news; a travel story; the subjunctive; business letters",
  ),
  about(
    "japanese|япон|chinese|китай|korean|корей",
    "письменность: первые знаки; счётные слова; частицы и порядок слов; вежливые формы; короткие тексты и сериалы; письмо от руки и на клавиатуре; сложные знаки и чтения; деловой этикет",
    "writing: first characters; counters; particles and word order; polite forms; short texts and series; writing by hand and by keyboard; complex characters and readings; business etiquette",
  ),
  about(
    "guitar|гитар|укулеле|ukulele",
    "настройка и аккорды Am, C, Em; бой и перебор; баррэ; песни на трёх аккордах; подбор по слуху; выступление у костра или на сцене; пентатоника и соло; открытые строи и аранжировка",
    "tuning and the chords Am, C, Em; strumming and picking; barre chords; three-chord songs; playing by ear; a camp-fire or stage set; pentatonic solos; open tunings and arranging",
  ),
  about(
    "piano|пианино|фортепиано|рояль",
    "постановка рук и гамма до мажор; скрипичный и басовый ключи; независимость рук; пьеса двумя руками; аккорды и педаль; мини-концерт; джазовые аккорды; интерпретация",
    "hand position and the C major scale; treble and bass clefs; independent hands; a piece for both hands; chords and the pedal; a small concert; jazz chords; interpretation",
  ),
  about(
    "рисова|рисун|draw|акварел|watercolou?r|живопис|paint|портрет|portrait",
    "штрих и линия; перспектива; свет на предмете; натюрморт; копия мастера; пейзаж или портрет; серия этюдов; выставка работ",
    "hatching and line; perspective; light on an object; a still life; copying a master; a landscape or portrait; a series of studies; an exhibition",
  ),
  about(
    "figma|фигма|ui(?!\\p{L})|ux(?!\\p{L})|интерфейс|web.?design|веб.?дизайн",
    "фреймы и сетки; иерархия и отступы; контраст и доступность; компоненты и автолейаут; проверка с пользователями; прототип приложения; дизайн-система; передача в разработку",
    "frames and grids; hierarchy and spacing; contrast and accessibility; components and auto layout; user testing; an application prototype; a design system; handing over to developers",
  ),
  about(
    "chess|шахмат",
    "ходы фигур и мат в один ход; ценность фигур и размен; дебютные принципы; вилки, связки и двойной удар; разбор своих партий; турнирная партия с записью; эндшпиль; стратегия и пешечная структура",
    "how pieces move and mate in one; the value of pieces and exchanges; opening principles; forks, pins and double attacks; reviewing your games; a recorded tournament game; endgames; strategy and pawn structure",
  ),
  about(
    "yoga|йог",
    "дыхание и поза горы; Сурья Намаскар; баланс и раскрытие бёдер; домашний комплекс на 30 минут; выравнивание; практика на 60 минут; перевёрнутые асаны; собственная последовательность",
    "breathing and mountain pose; Sun Salutation; balance and hip openers; a 30-minute home sequence; alignment; a 60-minute practice; inversions; a sequence of your own",
  ),
  about(
    "running|run(?!\\p{L})|бег|марафон|marathon",
    "выбор кроссовок и темп разговора; постановка стопы; бег и силовые; план на неделю; интервалы; забег на 5 км; пороговый темп; марафонский план",
    "choosing shoes and a talking pace; foot strike; running and strength; a weekly plan; intervals; a 5 km run; threshold pace; a marathon plan",
  ),
  about(
    "bread|хлеб|закваск|sourdough|baking|выпечк|торт|cake|кондитер|pastry",
    "мука, дрожжи и весы; замес и расстойка; слоёное и заварное тесто; первая буханка или бисквит; пористость и корочка; стол для гостей; закваска и длинная ферментация; свой рецепт",
    "flour, yeast and scales; kneading and proving; puff and choux pastry; a first loaf or sponge; crumb and crust; a table for guests; sourdough and long fermentation; your own recipe",
  ),
];
