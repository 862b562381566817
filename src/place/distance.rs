//! Distance in a straight line over the earth, in miles.
//!
//! The trigonometry is the crate's own and not the system's, so that every platform rounds to the same tenth.

use super::{Point, Square};

/// The mean radius of the earth in miles.
const RADIUS: f64 = 3958.7613;

/// The great-circle distance in tenths of a mile, rounded half up.
pub fn distance_tenths(a: Point, b: Point) -> u32 {
    let half_chord = |from: f64, to: f64| libm::sin((to - from).to_radians() / 2.0).powi(2);
    let across = libm::cos(a.lat.to_radians()) * libm::cos(b.lat.to_radians()) * half_chord(a.lon, b.lon);
    let haversine = (half_chord(a.lat, b.lat) + across).min(1.0);
    let miles = 2.0 * RADIUS * libm::asin(haversine.sqrt());
    (miles * 10.0 + 0.5).floor() as u32
}

/// Whether two points are farther apart than so many miles, without trigonometry; `false` means that it must be
/// computed. Never true when the rounded distance is within.
pub fn certainly_farther(a: Point, b: Point, miles: f64) -> bool {
    // Rounding to a tenth can take 0.05 off a distance; the rest allows for errors in the last places.
    let miles = miles + 0.06;
    let north = (a.lat - b.lat).abs().to_radians();
    if north * RADIUS > miles {
        return true;
    }
    let east = (a.lon - b.lon).abs();
    let half = east.min(360.0 - east).to_radians() / 2.0;
    // cos x ≥ 1 − x²/2, sin x ≥ x − x³/6 and asin x ≥ x.
    let least_cos = 1.0 - a.lat.abs().max(b.lat.abs()).to_radians().powi(2) / 2.0;
    2.0 * RADIUS * least_cos * (half - half.powi(3) / 6.0) > miles
}

/// What lies around some points, so many miles far.
pub struct Surroundings {
    points: Vec<Point>,
    miles: f64,
}

impl Surroundings {
    /// The surroundings of these points.
    pub fn new(points: impl Iterator<Item = Point>, miles: f64) -> Surroundings {
        // What is rounded to a tenth may lie that much nearer.
        Surroundings { points: points.collect(), miles: miles + 0.1 }
    }

    /// Every square of which some point may lie inside; `None` where that cannot be told so simply.
    pub fn squares(&self) -> Option<Vec<Square>> {
        let around = self.points.iter().map(|&point| Square::around(point, self.miles));
        let squares = around.collect::<Option<Vec<Vec<Square>>>>()?.concat();
        (!squares.is_empty()).then_some(squares)
    }

    /// Whether a point surely lies outside, found without trigonometry; `false` means that it must be computed, as it
    /// does where there is nothing to be around of.
    pub fn certainly_exclude(&self, point: Point) -> bool {
        !self.points.is_empty() && self.points.iter().all(|&from| certainly_farther(from, point, self.miles))
    }
}

/// Whether every point of a box of degrees (south, north, west, east) is certainly farther than so many miles.
pub(super) fn outside(point: Point, [south, north, west, east]: [f64; 4], miles: f64) -> bool {
    let lat = point.lat.clamp(south, north);
    // The side that is nearer, perhaps across the date line.
    let sides = [west, east].map(|side| Point { lat, lon: side });
    let beside = point.lon < west || point.lon > east;
    let north_south = Point { lat, lon: point.lon };
    let poleward = |side: Point| {
        // The sideways gap is narrowest where the box is nearest to a pole.
        let widest = if south.abs() > north.abs() { south } else { north };
        certainly_farther(Point { lat: widest, ..point }, Point { lat: widest, ..side }, miles)
    };
    certainly_farther(point, north_south, miles) || (beside && sides.into_iter().all(poleward))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOSTON: Point = Point { lat: 42.3601, lon: -71.0589 };

    #[test]
    fn distance_is_known_symmetrical_and_zero_at_home() {
        let new_york = Point { lat: 40.7128, lon: -74.0060 };
        assert_eq!((distance_tenths(BOSTON, new_york), distance_tenths(new_york, BOSTON)), (1902, 1902));
        assert_eq!(distance_tenths(BOSTON, BOSTON), 0);
        let (north, south) = (Point { lat: 90.0, lon: 0.0 }, Point { lat: -90.0, lon: 77.0 });
        assert_eq!(distance_tenths(north, south), 124_368);
    }

    #[test]
    fn the_box_never_turns_away_what_is_within() {
        let mut sure = 0;
        for step in 0..20_000 {
            // A spread of points that does not repeat, some of them across the date line or near a pole.
            let spread = |factor: f64| (f64::from(step) * factor).fract() - 0.5;
            let near = Point { lat: BOSTON.lat + spread(0.754_877), lon: BOSTON.lon + spread(0.569_840) };
            let far = Point { lat: spread(0.819_172) * 180.0, lon: spread(0.671_043) * 360.0 };
            let east = Point { lat: near.lat, lon: far.lon };
            for (a, b) in [(BOSTON, near), (BOSTON, far), (near, far), (far, east)] {
                let distance = distance_tenths(a, b);
                for miles in [f64::from(distance) / 10.0, 5.0, 20.0] {
                    if certainly_farther(a, b, miles) {
                        sure += 1;
                        assert!(f64::from(distance) > miles * 10.0, "{a:?} {b:?} {miles}");
                    }
                }
            }
        }
        assert!(sure > 100_000, "{sure}");
    }

    #[test]
    fn across_the_date_line_is_near() {
        let (fiji, samoa) = (Point { lat: -18.0, lon: 179.9 }, Point { lat: -18.0, lon: -179.9 });
        assert!(!certainly_farther(fiji, samoa, 20.0) && distance_tenths(fiji, samoa) < 140);
    }
}
