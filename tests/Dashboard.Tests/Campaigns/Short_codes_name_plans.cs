using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>A short code stands for the beginning of an id, and forgives what people misread.</summary>
public sealed class Short_codes_name_plans
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    [Fact]
    public void A_code_is_read_as_it_was_written() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<Guid>(),
                id =>
                {
                    var code = ShortCode.Of(id);
                    Assert.Equal(9, code.ToString().Length);
                    Assert.All(code.ToString(), letter => Assert.Contains(letter, Letters));
                    Assert.True(ShortCode.TryParse(code.ToString(), out var read));
                    Assert.Equal(code, read);
                }
            )
        );

    [Fact]
    public void The_ids_of_a_code_are_one_range_in_the_order_of_PostgreSQL_and_no_id_is_in_two() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(Guid Id, Guid Other)>(),
                ids =>
                {
                    var code = ShortCode.Of(ids.Id);
                    Assert.True(IsWithin(ids.Id, code));
                    Assert.Equal(code, ShortCode.Of(code.First));
                    Assert.Equal(code, ShortCode.Of(code.Last));
                    Assert.Equal(code == ShortCode.Of(ids.Other), IsWithin(ids.Other, code));
                }
            )
        );

    [Fact]
    public void Case_hyphens_and_letters_that_look_like_digits_make_no_difference() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<(Guid Id, byte[] Taste)>(),
                given =>
                {
                    var code = ShortCode.Of(given.Id);
                    var typed = string.Concat(
                        code.ToString().Select((letter, i) => Misread(letter, given.Taste.ElementAtOrDefault(i)))
                    );
                    Assert.True(ShortCode.TryParse(typed, out var read), typed);
                    Assert.Equal(code, read);
                }
            )
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("---------")]
    [InlineData("12345678")]
    [InlineData("1234567890")]
    [InlineData("12345678u")]
    [InlineData("12345678ä")]
    [InlineData("1234 56789")]
    [InlineData("12345678%")]
    public void What_is_no_code_is_not_read(string? text) => Assert.False(ShortCode.TryParse(text, out _));

    [Fact]
    public void A_code_is_the_same_for_ever()
    {
        // Printed on posters: whatever is changed, these must not.
        var id = Guid.Parse("e92e0636-9e5f-4b1c-8d7e-0123456789ab");
        Assert.Equal("x4q0cdmyb", ShortCode.Of(id).ToString());
        Assert.True(ShortCode.TryParse("X4QO-CDMY-B", out var typed));
        Assert.Equal(ShortCode.Of(id), typed);
    }

    [Fact]
    public void Ids_of_plans_differ_within_the_code()
    {
        var codes = Enumerable.Range(0, 10_000).Select(_ => ShortCode.Of(Guid.NewGuid()));
        Assert.Equal(10_000, codes.Distinct().Count());
        var derived = Enumerable.Range(0, 10_000).Select(n => ShortCode.Of(StreamId.Derived(Guid.Empty, $"{n}")));
        Assert.Equal(10_000, derived.Distinct().Count());
    }

    private static string Misread(char letter, byte taste) =>
        (letter, taste % 4) switch
        {
            ('1', 0) => "I",
            ('1', 1) => "l",
            ('0', 0) => "O",
            (_, 2) => $"{letter}-",
            (_, 3) => char.ToUpperInvariant(letter).ToString(),
            _ => letter.ToString(),
        };

    // uuid is compared byte by byte, as memcmp does.
    private static bool IsWithin(Guid id, ShortCode code) =>
        Bytes(code.First).AsSpan().SequenceCompareTo(Bytes(id)) <= 0
        && Bytes(id).AsSpan().SequenceCompareTo(Bytes(code.Last)) <= 0;

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
