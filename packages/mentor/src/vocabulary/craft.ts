// Things made or grown by hand.
import { beginnings, type Family } from "./family.ts";

export const craft: Family = {
  words: beginnings(
    "wood|дерев|столяр|плотн|carpent|knit|вязан|вязать|crochet|крючк|sew|шить|шитьё|шитье|кройк|embroid|вышив|potter|гончар|керамик|ceramic|garden|сад(?!\\p{L})|садовод|огород|раст(?:ени|ить)|leather|кож[аи](?!\\p{L})|jewel|ювелир|украшени|" +
      "soap|мыло|candle|свеч|origami|оригами|макраме|macrame|weld|сварк|solder|пайк|ремонт|repair|diy|рукодел|handmade|scrapbook|скрапбук|floristry|флорист|резьб|carving|мебел|furniture|electronic|электроник|arduino|ардуино",
  ),
  ru: {
    rungs: [
      "{s}: материалы, инструменты и безопасность | Собираем рабочее место и учимся обращаться с инструментом. | выбор материалов; инструменты; безопасность и порядок",
      "Базовые операции | Отрабатываем движения, которые нужны всегда. | разметка и замеры; основные операции; аккуратность",
      "Чтение схем и расчёт | Понимаем чертёж или схему и считаем материал. | схемы и обозначения; расчёт материала; план работы",
      "{s}: первое изделие | Делаем простую вещь целиком. | подготовка; сборка по шагам; разбор ошибок",
      "Отделка и детали | Доводим изделие до красивого вида. | соединения и швы; отделка; исправление дефектов",
      "{s}: вещь по своему замыслу | Придумываем и делаем своё. | эскиз; выбор приёмов; исполнение и показ",
      "Сложные приёмы | Пробуем техники, которые отличают мастера. | сложные соединения или узоры; работа с разными материалами; точность",
      "{s}: своя мастерская | Работаем быстро, качественно и, если хочется, на заказ. | организация процесса; цена и срок; коллекция работ",
    ],
    goals: [
      "Уверенно и безопасно работать с инструментом: «{s}»",
      "Сделать несколько законченных вещей",
      "Читать схемы и придумывать своё",
    ],
    projects: [
      "Простая полезная вещь для дома",
      "Подарок по собственному эскизу",
      "Изделие по теме «{s}» с описанием всех шагов",
    ],
    advice: [
      "Делайте пробный образец, прежде чем браться за изделие",
      "Фотографируйте этапы: так виднее ошибки и успехи",
      "Не спешите с отделкой: она решает всё",
    ],
  },
  en: {
    rungs: [
      "{s}: materials, tools and safety | Set up a workplace and learn to handle tools. | choosing materials; tools; safety and order",
      "Basic operations | Practise the movements you always need. | marking and measuring; core operations; neatness",
      "Reading patterns and planning | Understand a drawing or pattern and estimate material. | patterns and symbols; estimating material; a work plan",
      "{s}: the first piece | Make a simple thing from start to end. | preparation; assembly step by step; learning from mistakes",
      "Finish and detail | Bring a piece to a beautiful look. | joints and seams; finishing; repairing flaws",
      "{s}: a piece of your own design | Invent and make something of your own. | a sketch; choosing techniques; making and showing",
      "Demanding techniques | Try what tells a master apart. | complex joints or patterns; mixed materials; precision",
      "{s}: your own workshop | Work fast, well and, if you like, to order. | organising work; price and deadline; a collection",
    ],
    goals: [
      "Handle tools with confidence and safely: {s}",
      "Finish several pieces",
      "Read patterns and design your own",
    ],
    projects: [
      "A simple useful thing for the home",
      "A gift from your own sketch",
      "A {s} piece with every step described",
    ],
    advice: [
      "Make a sample before the real piece",
      "Photograph each stage: mistakes and progress show better",
      "Do not rush the finish: it decides everything",
    ],
  },
};
