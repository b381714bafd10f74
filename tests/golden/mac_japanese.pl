# Rows 85 to 88 of Mac OS Japanese, where it is no Shift_JIS, as Perl's Encode has them: perl mac_japanese.pl > mac_japanese.json
# Letters that it writes as several (ⅫⅠ with a hint of Apple's) are left out, and bytes that are none.
use strict;
use warnings;
use Encode;

binmode STDOUT, ":utf8";

my @lines;
for my $first (0x85 .. 0x88) {
    for my $second (0x40 .. 0x7e, 0x80 .. 0xfc) {
        my $bytes = pack "CC", $first, $second;
        my $text = eval { decode("MacJapanese", my $copy = $bytes, Encode::FB_CROAK) } // "";
        my $of_windows = eval { decode("cp932", my $copy = $bytes, Encode::FB_CROAK) } // "";
        push @lines, sprintf ' "%02x%02x": "%s"', $first, $second, $text if length $text == 1 && ($first < 0x88 || $text ne $of_windows);
    }
}
print "{\n", join(",\n", @lines), "\n}\n";
