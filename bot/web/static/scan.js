// How long the number on this page still counts; without script it simply stays.
const box = document.getElementById("number");
const until = performance.now() + Number(box.dataset.seconds) * 1000;

const timer = setInterval(() => {
  const left = Math.ceil((until - performance.now()) / 1000);
  document.getElementById("rest").value = Math.max(0, left);
  if (left > 0) return;
  box.classList.add("over");
  document.getElementById("said").textContent = box.dataset.over;
  clearInterval(timer);
}, 500);
