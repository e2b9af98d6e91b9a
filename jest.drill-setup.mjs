/** Drills find their platform by its port. */
export default function setup() {
  process.env.JAMAA_E2E_PORT ??= '19260';
}
