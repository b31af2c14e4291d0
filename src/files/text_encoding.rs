//! Text that is not UTF-8, read as if it were: as declared, or as a mark at its beginning says.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, ErrorKind, Read};

/// Bytes that are decoded at a time.
const PART: usize = 64 << 10;
/// Bytes at the beginning in which a mark of the encoding can stand.
pub(super) const MARK: usize = 3;
/// Byte that no text in UTF-8 has: it stands for what cannot be decoded, so that its row is refused
/// as one that is not UTF-8.
const NOT_UTF8: u8 = 0xff;

/// Encoding of a text, as the key `encoding` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextEncoding(&'static Encoding);

impl TextEncoding {
    /// Finds the encoding of a name, in any letters, as browsers know them.
    ///
    /// # Errors
    /// Where no encoding has the name, with names that can be written.
    pub(crate) fn named(name: &str) -> Result<TextEncoding, String> {
        let encoding = Encoding::for_label(name.as_bytes());
        encoding.filter(|encoding| encoding.name() != "replacement").map(TextEncoding).ok_or_else(
            || {
                format!(
                    "`{name}` is no known encoding; write \"utf-8\", \"utf-16le\", \"utf-16be\", \
                 \"latin1\", \"windows-1252\", \"windows-1251\" or another name that browsers know"
                )
            },
        )
    }

    /// Gives the name in the standard for browsers: `windows-1252` for `latin1`.
    pub(crate) fn as_str(self) -> &'static str {
        self.0.name()
    }

    /// Finds the encoding of a text that begins with these bytes: that of its mark, else the
    /// declared one. `None` for UTF-8, which needs no decoding.
    fn of_text(first: &[u8], declared: Option<TextEncoding>) -> Option<TextEncoding> {
        let marked = Encoding::for_bom(first).map(|(encoding, _)| TextEncoding(encoding));
        marked.or(declared).filter(|encoding| encoding.0 != UTF_8)
    }
}

/// Reader of a text in UTF-8, whatever its encoding is.
pub(super) struct DecodedText<R> {
    reader: R,
    declared: Option<TextEncoding>,
    state: DecodingState,
}

/// State of a text that is being read.
enum DecodingState {
    /// Nothing was read yet.
    Unread,
    /// The text is in UTF-8; the first bytes are still to be handed on.
    Utf8 { first: io::Cursor<Vec<u8>> },
    /// The text is in another encoding.
    Other(Box<DecodingBuffers>),
}

/// Decoder, with the bytes before and behind it.
struct DecodingBuffers {
    decoder: Decoder,
    /// Bytes as stored, of which those up to `taken` are decoded.
    stored: Vec<u8>,
    /// Number of the stored bytes that are decoded.
    taken: usize,
    /// Bytes decoded, of which those up to `given` are handed on.
    decoded: Vec<u8>,
    /// Number of the decoded bytes that are handed on.
    given: usize,
    /// Whether the reader has come to its end.
    is_ended: bool,
    /// Whether all of it is decoded: the decoder must not be asked again.
    is_done: bool,
}

impl<R: Read> DecodedText<R> {
    /// Makes a reader of a text whose encoding may be declared; a mark at its beginning wins.
    pub(super) fn new(reader: R, declared: Option<TextEncoding>) -> DecodedText<R> {
        DecodedText { reader, declared, state: DecodingState::Unread }
    }

    /// Says whether a text that begins with these bytes must be decoded.
    pub(super) fn must_decode(first: &[u8], declared: Option<TextEncoding>) -> bool {
        TextEncoding::of_text(first, declared).is_some()
    }

    /// Reads the first bytes, and finds by them whether the text must be decoded.
    fn begin(&mut self) -> io::Result<DecodingState> {
        let mut first = Vec::new();
        self.reader.by_ref().take(MARK as u64).read_to_end(&mut first)?;
        let Some(encoding) = TextEncoding::of_text(&first, self.declared) else {
            return Ok(DecodingState::Utf8 { first: io::Cursor::new(first) });
        };
        Ok(DecodingState::Other(Box::new(DecodingBuffers {
            decoder: encoding.0.new_decoder_with_bom_removal(),
            stored: first,
            taken: 0,
            decoded: Vec::new(),
            given: 0,
            is_ended: false,
            is_done: false,
        })))
    }
}

impl<R: Read> Read for DecodedText<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if matches!(self.state, DecodingState::Unread) {
            self.state = self.begin()?;
        }
        match &mut self.state {
            DecodingState::Other(buffers) => buffers.read(&mut self.reader, into),
            DecodingState::Utf8 { first } => match first.read(into)? {
                0 => self.reader.read(into),
                read => Ok(read),
            },
            DecodingState::Unread => Ok(0),
        }
    }
}

impl DecodingBuffers {
    /// Hands on decoded bytes; none at the end.
    fn read(&mut self, reader: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() {
            if self.is_done {
                return Ok(0);
            }
            if self.taken == self.stored.len() && !self.is_ended {
                self.fill(reader)?;
            }
            self.decode();
        }
        let waiting = &self.decoded[self.given..];
        let length = waiting.len().min(into.len());
        into[..length].copy_from_slice(&waiting[..length]);
        self.given += length;
        Ok(length)
    }

    /// Reads further stored bytes, where all before are decoded.
    fn fill(&mut self, reader: &mut impl Read) -> io::Result<()> {
        self.stored.resize(PART, 0);
        let read = loop {
            match reader.read(&mut self.stored) {
                Err(why) if why.kind() == ErrorKind::Interrupted => (),
                read => break read,
            }
        };
        self.taken = 0;
        self.stored.truncate(*read.as_ref().unwrap_or(&0));
        self.is_ended = read? == 0;
        Ok(())
    }

    /// Decodes stored bytes, where not all are decoded.
    fn decode(&mut self) {
        self.decoded.resize(PART, 0);
        self.given = 0;
        let (result, taken, written) = self.decoder.decode_to_utf8_without_replacement(
            &self.stored[self.taken..],
            &mut self.decoded,
            self.is_ended,
        );
        self.taken += taken;
        self.decoded.truncate(written);
        if let DecoderResult::Malformed(..) = result {
            self.decoded.push(NOT_UTF8);
        }
        self.is_done = self.is_ended && matches!(result, DecoderResult::InputEmpty);
    }
}

#[cfg(test)]
mod tests {
    use super::{DecodedText, TextEncoding};
    use std::io::Read;

    fn decoded(bytes: &[u8], declared: Option<&str>) -> Vec<u8> {
        let declared = declared.map(|name| TextEncoding::named(name).expect("it is known"));
        let mut text = Vec::new();
        let mut reader = DecodedText::new(bytes, declared);
        reader.read_to_end(&mut text).expect("it is in memory");
        text
    }

    #[test]
    fn a_mark_wins_over_what_is_declared() {
        let marked = [0xff, 0xfe, b'a', 0, 0xe9, 0];
        assert_eq!(decoded(&marked, None), "aé".as_bytes());
        assert_eq!(decoded(&marked, Some("latin1")), "aé".as_bytes());
        assert_eq!(decoded(&[0xfe, 0xff, 0, b'a'], None), b"a");
        assert_eq!(decoded(b"\xef\xbb\xbfa", Some("latin1")), b"\xef\xbb\xbfa");
    }

    #[test]
    fn what_is_declared_is_decoded() {
        assert_eq!(decoded(b"\xe9\x80", Some("latin1")), "é€".as_bytes());
        assert_eq!(decoded(b"\xef\xf0", Some("windows-1251")), "пр".as_bytes());
        assert_eq!(decoded(b"a\0b\0", Some("UTF-16LE")), b"ab");
        assert_eq!(decoded(b"ab", Some("utf-8")), b"ab");
        assert_eq!(decoded(b"", Some("utf-16le")), b"");
    }

    #[test]
    fn what_cannot_be_decoded_is_no_utf8() {
        // Half a pair of surrogates, and a byte that is left over.
        assert_eq!(decoded(&[0xff, 0xfe, 0, 0xd8, b'a', 0], None), b"\xffa");
        assert_eq!(decoded(&[0xff, 0xfe, b'a', 0, b'b'], None), b"a\xff");
    }

    #[test]
    fn long_texts_are_whole() {
        let text: String = (0..200_000).map(|at| if at % 3 == 0 { 'é' } else { 'a' }).collect();
        let stored: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&stored, Some("utf-16be")), text.as_bytes());
    }
}
