/** Advance widths of DejaVu Sans from the space to the tilde, in thousandths of the font size. */
// deno-fmt-ignore
const advances = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
  575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
  278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/**
 * The width of a text in pixels, in the font that ships with the charts.
 *
 * Characters outside ASCII count as an average letter; bold letters are about a tenth wider.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let width = 0;
  for (const character of text) width += advances[character.charCodeAt(0) - 32] ?? 620;
  return (width / 1000) * fontSize * (bold ? 1.1 : 1);
}
