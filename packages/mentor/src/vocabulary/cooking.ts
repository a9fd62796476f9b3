// Cooking, baking, drinks.
import { beginnings, type Family } from "./family.ts";

export const cooking: Family = {
  words: beginnings(
    "cook|готовк|готовить|кулинар|bak(?:e|ing)|выпечк|хлеб|bread|sourdough|закваск|pastry|кондитер|торт|cake|десерт|dessert|кухн|cuisine|sushi|суши(?!\\p{L})|coffee|кофе|barista|бариста|wine|вино(?!\\p{L})|сомелье|tea(?!\\p{L})|чай|pizza|пицц|pasta|паста|" +
      "пельмен|борщ|соус|sauce|barbecue|bbq|гриль|шашлык|vegan|веган|nutrition|питани|шоколад|chocolate|сыр(?!\\p{L})|cheese|пиво|brew|еда(?!\\p{L})|food|блюд|recipe|рецепт",
  ),
  ru: {
    rungs: [
      "{s}: кухня, продукты и безопасность | Готовим рабочее место и выбираем продукты. | инструменты и ножи; выбор и хранение; чистота и безопасность",
      "Базовые приёмы | Осваиваем то, из чего состоит любой рецепт. | нарезка и замеры; температура и время; вкус и соль",
      "Тесто, соусы и основы | Учимся делать основу, на которой держится блюдо. | основы и заготовки; консистенция; сочетания вкусов",
      "{s}: первые рецепты целиком | Готовим от списка покупок до подачи. | чтение рецепта; порядок действий; подача",
      "Контроль результата | Понимаем, почему не получилось, и исправляем. | типичные ошибки; замена продуктов; проба и дегустация",
      "{s}: своё меню | Составляем и готовим меню для гостей. | меню и тайминг; закупка; сервировка",
      "Сложные техники | Пробуем приёмы профессиональной кухни. | тонкая работа с температурой; ферментация и выдержка; декор",
      "{s}: авторские рецепты | Придумываем своё и делаем стабильно. | разработка рецепта; себестоимость; постоянство качества",
    ],
    goals: [
      "Уверенно готовить без подсказок: «{s}»",
      "Понимать, почему рецепт работает",
      "Собрать собственное меню",
    ],
    projects: [
      "Ужин или угощение для близких",
      "Книга из пяти проверенных рецептов",
      "Авторское блюдо по теме «{s}»",
    ],
    advice: [
      "Повторите один рецепт трижды, прежде чем брать новый",
      "Взвешивайте, записывайте и пробуйте на каждом шаге",
      "Подготовьте все продукты до того, как включите плиту",
    ],
  },
  en: {
    rungs: [
      "{s}: kitchen, ingredients and safety | Set up the workplace and choose ingredients. | tools and knives; choosing and storing; hygiene and safety",
      "Basic techniques | Learn what every recipe is made of. | cutting and measuring; temperature and time; taste and salt",
      "Doughs, sauces and bases | Make the base that carries a dish. | bases and preparation; consistency; pairing flavours",
      "{s}: first complete recipes | Cook from shopping list to serving. | reading a recipe; order of work; serving",
      "Controlling the result | Understand what went wrong and correct it. | typical mistakes; substituting ingredients; tasting",
      "{s}: a menu of your own | Compose and cook a menu for guests. | menu and timing; shopping; laying the table",
      "Demanding techniques | Try methods of professional kitchens. | fine temperature work; fermenting and ageing; decoration",
      "{s}: recipes of your own | Invent and repeat reliably. | developing a recipe; cost; steady quality",
    ],
    goals: [
      "Cook with confidence and without prompts: {s}",
      "Understand why a recipe works",
      "Put together a menu of your own",
    ],
    projects: [
      "A dinner or treat for people close to you",
      "A book of five tested recipes",
      "A {s} dish of your own invention",
    ],
    advice: [
      "Repeat one recipe three times before you take a new one",
      "Weigh, write down and taste at every step",
      "Have every ingredient ready before you heat the stove",
    ],
  },
};
