// Where a place of a scanned page lies once the page is put level.

// `matrix` leads there from points of the page as given. The box given is the smallest around one that was level: it
// is taken in again by the lean of the page there.
export function levelled(matrix, [x0, y0, x1, y1]) {
  const [a, b, c, d, e, f, g, h, i] = matrix;
  const to = (x, y) => { const depth = g * x + h * y + i; return [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth]; };
  const [left, top] = to(x0, y0), [right, end] = to(x1, y0), [under, low] = to(x0, y1), [x, y] = to((x0 + x1) / 2, (y0 + y1) / 2);
  const across = x1 - x0, down = y1 - y0, wide = Math.hypot(right - left, end - top) / across, high = Math.hypot(under - left, low - top) / down;
  const lean = Math.atan2(Math.abs(end - top), Math.abs(right - left)), cos = Math.cos(lean), sin = Math.sin(lean), of = cos * cos - sin * sin;
  const width = wide * Math.max(4, (across * cos - down * sin) / of), height = high * Math.max(4, (down * cos - across * sin) / of);
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}
