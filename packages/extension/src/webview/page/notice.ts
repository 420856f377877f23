import { element } from './element.ts';

export interface Notice {
  /** Sentences, each a paragraph of its own. */
  readonly text: string;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}

/** In the place of a drawing: what there is instead, and what to do. */
export function noticeElement({ text, actions = [] }: Notice): HTMLElement {
  const paragraphs = text.split('\n').map((line) => element('p', {}, line));
  const buttons = actions.map(({ label, run }) => {
    const button = element('button', { type: 'button', class: 'primary' }, label);
    button.addEventListener('click', () => run());
    return button;
  });
  return element(
    'div',
    { class: 'notice' },
    element('div', { role: 'status' }, ...paragraphs),
    element('div', { class: 'ways' }, ...buttons),
  );
}
