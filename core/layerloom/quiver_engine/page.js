"use strict";

const find = (id) => document.getElementById(id);
let layer = null;
let asked = 0;

async function ask(...parts) {
  const answer = await fetch("/" + parts.map(encodeURIComponent).join("/"));
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
}

async function showPicture() {
  const name = find("pictures").value;
  find("picture").src = "/input-file/" + encodeURIComponent(name);
  find("guesses").replaceChildren();
  try {
    const [guesses] = await ask("predict", name);
    find("guesses").replaceChildren(...guesses.map(([, label, share]) => {
      const item = document.createElement("li");
      item.textContent = `${label}: ${share.toFixed(4)}`;
      return item;
    }));
  } catch (error) {
    find("message").textContent = error.message;
  }
  if (layer) await showLayer(layer);
}

async function showLayer(name) {
  layer = name;
  const turn = ++asked;
  for (const button of find("layers").children) {
    button.setAttribute("aria-pressed", String(button.textContent === name));
  }
  find("layer").textContent = name;
  find("message").textContent = "";
  try {
    const files = await ask("layer", name, find("pictures").value);
    if (turn !== asked) return;
    find("maps").replaceChildren(...files.map((file, number) => {
      const image = document.createElement("img");
      image.src = "/temp-file/" + encodeURIComponent(file);
      image.alt = image.title = `${name}, map ${number}`;
      return image;
    }));
  } catch (error) {
    find("maps").replaceChildren();
    find("message").textContent = error.message;
  }
}

async function start() {
  const [names, pictures] = await Promise.all([ask("layers"), ask("inputs")]);
  find("layers").append(...names.map((name) => {
    const button = document.createElement("button");
    button.textContent = name;
    button.addEventListener("click", () => showLayer(name));
    return button;
  }));
  find("pictures").append(...pictures.map((name) => new Option(name, name)));
  find("pictures").addEventListener("change", showPicture);
  if (pictures.length) await showPicture();
  else find("message").textContent = "There are no pictures in the folder.";
}

start().catch((error) => { find("message").textContent = error.message; });
