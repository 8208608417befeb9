// Watches a material being made and shows it when it is done. Without script the page reloads by itself.
const stages = document.querySelector("[data-events]");
if (stages) {
  const order = [...stages.querySelectorAll("[data-stage]")];
  const events = new EventSource(stages.dataset.events);
  events.addEventListener("stage", (event) => {
    const reached = order.findIndex((item) => item.dataset.stage === JSON.parse(event.data).stage);
    order.forEach((item, index) => {
      item.className = index < reached ? "done" : index === reached ? "now" : "later";
    });
  });
  const finished = () => {
    events.close();
    location.reload();
  };
  events.addEventListener("done", finished);
  events.addEventListener("problem", finished);
}
// One open menu at a time; Escape closes it.
const menus = [...document.querySelectorAll("details.menu")];
const closeMenus = (except) => menus.forEach((menu) => menu !== except && menu.removeAttribute("open"));
menus.forEach((menu) => menu.addEventListener("toggle", () => menu.open && closeMenus(menu)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeMenus(null);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
});
// Moments in the reader's own time.
document.querySelectorAll("time").forEach((time) => {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = time.textContent;
    time.textContent = moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  }
});
