//! The earth in squares of a degree: a quick look at what may lie near, before any distance is worked out.

use super::Point;

/// A square of a degree, by its south-western corner.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Square {
    north: i16,
    east: i16,
}

/// A degree of latitude in miles, rather too small: the radius of the earth, 3958.7613 miles, gives 69.09.
const MILES: f64 = 69.0;
/// Degrees of latitude up to which squares are told from each other; beyond, they grow too narrow.
const MOST_NORTH: f64 = 75.0;

impl Square {
    /// The square that a point lies in.
    pub fn of(point: Point) -> Square {
        Square { north: point.lat.floor() as i16, east: point.lon.floor() as i16 }
    }

    /// Every square of which some point may lie within so many miles; `None` where that cannot be told so simply.
    pub fn around(point: Point, miles: f64) -> Option<Vec<Square>> {
        // A tenth for rounding, and more for errors in the last places.
        let up = (miles + 0.2) / MILES;
        let (south, north) = (point.lat - up, point.lat + up);
        let farthest = south.abs().max(north.abs());
        if farthest > MOST_NORTH {
            return None;
        }
        // cos x ≥ 1 − x²/2, which holds well below a right angle, too.
        let narrowest = 1.0 - farthest.to_radians().powi(2) / 2.0;
        let aside = up / narrowest.max(0.1) * 1.05;
        let (west, east) = (point.lon - aside, point.lon + aside);
        if west < -180.0 || east >= 180.0 || aside > 10.0 {
            return None;
        }
        let range = |from: f64, to: f64| from.floor() as i16..=to.floor() as i16;
        Some(range(south, north).flat_map(|north| range(west, east).map(move |east| Square { north, east })).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::distance_tenths;
    use super::*;

    #[test]
    fn whatever_is_within_lies_in_one_of_the_squares() {
        let mut within = 0;
        for step in 0..40_000 {
            // A spread of points that does not repeat, from the far south to the far north.
            let spread = |factor: f64| (f64::from(step) * factor).fract() - 0.5;
            let from = Point { lat: spread(0.754_877) * 140.0, lon: spread(0.569_840) * 350.0 };
            let to = Point { lat: from.lat + spread(0.819_172) * 3.0, lon: from.lon + spread(0.671_043) * 6.0 };
            for miles in [5_u32, 20, 60] {
                let Some(squares) = Square::around(from, f64::from(miles)) else { continue };
                if distance_tenths(from, to) <= miles * 10 {
                    within += 1;
                    assert!(squares.contains(&Square::of(to)), "{from:?} {to:?} {miles}");
                }
            }
        }
        assert!(within > 2_000, "{within}");
        let pole = Point { lat: 80.0, lon: 0.0 };
        let line = Point { lat: 0.0, lon: 179.99 };
        assert!(Square::around(pole, 5.0).is_none() && Square::around(line, 5.0).is_none());
    }
}
