// Ready: the first frame with the graph drawn, after which input is answered, counted from navigation start.
function drawn() {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  }));
}
