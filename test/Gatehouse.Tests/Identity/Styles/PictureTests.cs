using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class PictureTests
{
    public static TheoryData<byte[], PictureFormat, int, int> Known => new()
    {
        { Pictures.RealPng, PictureFormat.Png, 1, 1 },
        { Pictures.Png(), PictureFormat.Png, 350, 178 },
        { Pictures.Png(10_000, 10_000), PictureFormat.Png, 10_000, 10_000 },
        { Pictures.Jpeg(), PictureFormat.Jpeg, 350, 178 },
        { Pictures.LossyWebp(), PictureFormat.Webp, 350, 178 },
        { Pictures.LosslessWebp(), PictureFormat.Webp, 350, 178 },
        { Pictures.ExtendedWebp(), PictureFormat.Webp, 350, 178 },
        { Pictures.Ico(), PictureFormat.Ico, 256, 256 },
        { Pictures.Bytes(Pictures.Svg), PictureFormat.Svg, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_picture_is_known_by_its_bytes(byte[] bytes, PictureFormat format, int width, int height)
    {
        Assert.False(Picture.Read(bytes).Refused(out _, out var picture));
        Assert.Equal(new Picture(format, width, height), picture);
    }

    public static TheoryData<byte[]> OutOfBounds =>
        [Pictures.Png(0, 5), Pictures.Png(5, 0), Pictures.Png(10_001), Pictures.Png(5, uint.MaxValue), Pictures.Jpeg(10_001), Pictures.Jpeg(0), Pictures.LosslessWebp(16_384), Pictures.ExtendedWebp(5, 1 << 24)];

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public void A_picture_that_would_fill_the_memory_of_a_browser_is_refused(byte[] bytes)
    {
        Assert.True(Picture.Read(bytes).Refused(out var refusal, out _));
        Assert.Equal("a side of the image is not between 1 and 10000 pixels long", refusal.Detail);
    }

    public static TheoryData<byte[]> Unknown =>
    [
        (byte[])[],
        "GIF89a"u8.ToArray(),
        "%PDF-1.7"u8.ToArray(),
        "<!doctype html><script>alert(1)</script>"u8.ToArray(),
        "alert(1)"u8.ToArray(),
        (byte[])[0xFF, 0xD8, 0xFF],
        (byte[])[0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3, 4, 5, 6],
        (byte[])[0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6],
        (byte[])[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 1, 2, 3, 4, 5, 6],
        Pictures.Png()[..32],
        Pictures.LossyWebp()[..29],
        Pictures.Ico(firstOffset: 37),
        Pictures.Ico(firstSize: 3),
        Pictures.Ico(firstSize: 0),
        Pictures.Ico(firstOffset: uint.MaxValue, firstSize: uint.MaxValue),
        (byte[])[0, 0, 1, 0, 0, 0],
        (byte[])[0, 0, 1, 0, 255, 255],
    ];

    [Theory]
    [MemberData(nameof(Unknown))]
    public void What_is_no_picture_is_refused(byte[] bytes)
    {
        Assert.True(Picture.Read(bytes).Refused(out var refusal, out _));
        Assert.NotNull(refusal.Detail);
    }

    [Fact]
    public void A_picture_that_breaks_off_anywhere_or_is_damaged_anywhere_is_read_or_refused_and_nothing_else()
    {
        var whole = Gen.OneOf<byte[]>(
            Pictures.RealPng, Pictures.Jpeg(), Pictures.LossyWebp(), Pictures.LosslessWebp(), Pictures.ExtendedWebp(), Pictures.Ico(), Pictures.Bytes(Pictures.Svg));
        Gen.Select(whole, Gen.Double.Unit, Gen.Double.Unit, Gen.Byte).Sample(
            (bytes, end, at, value) =>
            {
                var damaged = bytes[..(int)(end * (bytes.Length + 1))];
                if (damaged.Length > 0)
                    damaged[(int)(at * damaged.Length)] = value;

                Assert.True(Picture.Read(damaged).Refused(out var refusal, out var picture)
                    ? refusal.Kind is RefusalKind.Invalid
                    : picture.Format is PictureFormat.Svg || picture is { Width: > 0 and <= Picture.LongestSide, Height: > 0 and <= Picture.LongestSide });
            },
            iter: 5_000);
    }
}
