/**
 * What an option of several is worth, in percent: the right ones share the marks, the wrong ones take them away, so that
 * ticking everything earns nothing. Moodle knows the shares below and turns down a question with any other
 * (https://docs.moodle.org/en/Moodle_XML_format, fraction).
 */
const KNOWN = [
  100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5,
  11.11111, 10, 5,
];

const rounded = (share: number): number => Number(share.toFixed(5));

/** The smallest known share that is not less. */
const least = (share: number): number => KNOWN.findLast((one) => one >= rounded(share)) ?? 100;

export function sharesOf(options: readonly { right: boolean }[]): number[] {
  const right = options.filter((option) => option.right).length;
  const wrong = options.length - right;
  return options.map((option) => (option.right ? rounded(100 / right) : -least(100 / wrong)));
}
