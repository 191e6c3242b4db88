using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CampaignDashboard.Campaigns.Contracts;
using ZXing;
using ZXing.Common;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>What coordinators give to people: the link, its QR code, and the page with both.</summary>
public sealed partial class InvitationTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Theory]
    [InlineData("sessions")]
    [InlineData("programs")]
    public async Task The_QR_code_says_the_link(string kind)
    {
        var id = kind == "sessions" ? (await given.Planned.Schedule()).Id : given.Planned.Program;
        var told = (await Coordinator.Get($"/api/v1/{kind}/{id}/invitation")).Done.Json;
        var link = told.GetProperty("link").GetString()!;
        Assert.Equal($"{given.Host.Address}j/{ShortCode.Of(id)}", link);

        var answer = (await Coordinator.Get(told.GetProperty("qrCode").GetString()!)).Done;

        Assert.Equal("image/svg+xml", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(link, Decoded(answer.Text));
    }

    [Fact]
    public async Task A_passcode_goes_into_the_code_as_it_is()
    {
        var session = (await given.Planned.Schedule()).Id;
        var path = $"/j/{ShortCode.Of(session)}";
        var answer = (await Coordinator.Get($"{path}/qr.svg?passcode=ripe%20plum%26%3D42")).Done;
        Assert.Equal(
            $"{given.Host.Address.AbsoluteUri.TrimEnd('/')}{path}?passcode=ripe%20plum%26%3D42",
            Decoded(answer.Text)
        );
        Assert.True(answer.Response.Headers.CacheControl!.NoStore);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Coordinator.Get($"{path}/qr.svg?passcode={new string('x', 65)}")).Status
        );
        Assert.Equal("no-such-link", (await Coordinator.Get("/j/000000000/qr.svg")).Problem);
    }

    [Fact]
    public async Task The_code_is_drawn_black_on_white_with_a_name_and_room_around()
    {
        var title = $"A & B <c> “d” {Guid.NewGuid()}";
        var session = (await given.Planned.Schedule(new { title })).Id;
        var svg = XElement.Parse((await Coordinator.Get($"/j/{ShortCode.Of(session)}/qr.svg")).Done.Text);

        Assert.Equal(title, svg.Elements().First().Value);
        Assert.Equal(["#fff", "#000"], svg.Elements().Skip(1).Select(p => p.Attribute("fill")!.Value));
        var dark = Modules(svg);
        var size = dark.GetLength(0);
        // Four light modules on each side (ISO/IEC 18004), then the corner of a finder pattern.
        Assert.All(
            Enumerable.Range(0, size),
            i =>
                Assert.All(
                    Enumerable.Range(0, 4),
                    n => Assert.False(dark[n, i] || dark[i, n] || dark[size - 1 - n, i] || dark[i, size - 1 - n])
                )
        );
        Assert.True(dark[4, 4] && dark[4, size - 5] && dark[size - 5, 4]);
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("programs")]
    public async Task Coordinators_alone_are_shown_the_page(string kind)
    {
        var id = kind == "sessions" ? (await given.Planned.Schedule()).Id : given.Planned.Program;
        var page = (await Coordinator.Get($"/api/v1/{kind}/{id}")).Done.Json.GetProperty("page").GetString()!;
        using var coordinator = await Visitor.SignedIn(given.Host, Api.Administrator);
        using var stranger = await Visitor.SignedIn(given.Host, "Stranger Stan");

        var shown = await coordinator.Open($"{page}/invite");
        var refused = await stranger.Open($"{page}/invite");

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var link = $"{given.Host.Address}j/{ShortCode.Of(id)}";
        Assert.Contains(link, shown.Document.QuerySelectorAll("main input").Select(i => i.GetAttribute("value")));
        Assert.Equal(
            4,
            shown
                .Document.QuerySelectorAll("main textarea")
                .Count(t => t.TextContent.Contains(link, StringComparison.Ordinal))
        );
        Assert.Equal($"/j/{ShortCode.Of(id)}/qr.svg", shown.Document.QuerySelector(".poster img")!.GetAttribute("src"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.DoesNotContain($"{ShortCode.Of(id)}", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>What a reader of QR codes makes of the drawing.</summary>
    private static string Decoded(string text)
    {
        var dark = Modules(XElement.Parse(text));
        var size = dark.GetLength(0);
        const int Scale = 4;
        var pixels = new byte[size * Scale * size * Scale];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = Math.DivRem(i, size * Scale);
            pixels[i] = dark[y / Scale, x / Scale] ? byte.MinValue : byte.MaxValue;
        }

        var picture = new RGBLuminanceSource(pixels, size * Scale, size * Scale, RGBLuminanceSource.BitmapFormat.Gray8);
        // A drawing is read as it is, and not searched for in a photograph.
        var drawing = new Dictionary<DecodeHintType, object> { [DecodeHintType.PURE_BARCODE] = true };
        return new ZXing.QrCode.QRCodeReader()
                .decode(new BinaryBitmap(new GlobalHistogramBinarizer(picture)), drawing)
                ?.Text
            ?? throw new InvalidOperationException("No reader finds a code in it.");
    }

    /// <summary>The dark modules by row and column, from the rectangles of the drawing.</summary>
    private static bool[,] Modules(XElement svg)
    {
        var size = int.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[^1], CultureInfo.InvariantCulture);
        var dark = new bool[size, size];
        foreach (Match run in Run().Matches(svg.Elements().Last().Attribute("d")!.Value))
        {
            int Number(string name) => int.Parse(run.Groups[name].Value, CultureInfo.InvariantCulture);
            for (var x = Number("x"); x < Number("x") + Number("length"); x++)
            {
                dark[Number("y"), x] = true;
            }
        }

        return dark;
    }

    [GeneratedRegex(
        @"M(?<x>\d+) (?<y>\d+)h(?<length>\d+)v1h-\d+z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Run();
}
