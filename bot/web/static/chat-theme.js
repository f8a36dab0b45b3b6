// Before the first paint, so that nothing flashes: the theme chosen here earlier, else the system's.
const dark = matchMedia("(prefers-color-scheme: dark)");
const applyTheme = () => {
  document.documentElement.dataset.theme = localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light");
};
dark.addEventListener("change", applyTheme);
applyTheme();
