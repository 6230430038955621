import { chooseOption, hasOption, optionChoice } from './option.js';

/** The account page's choices that this browser keeps. */
document.getElementById('keyboard').hidden = !hasOption();
for (const select of document.querySelectorAll('#keyboard select')) {
  select.value = optionChoice(select.dataset.code, localStorage);
  select.addEventListener('change', () => chooseOption(select.dataset.code, select.value, localStorage));
}
