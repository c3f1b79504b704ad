/** A table looked up with words of the text: it holds its rows and nothing that every object is born with, such as `constructor`. */
export const table = <T>(rows: Record<string, T>): Readonly<Record<string, T>> => Object.setPrototypeOf(rows, null);
