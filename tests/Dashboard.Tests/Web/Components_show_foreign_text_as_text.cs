using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CampaignDashboard.Web.Components;
using CampaignDashboard.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignDashboard.Tests.Web;

public sealed class Components_show_foreign_text_as_text(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [Theory]
    [InlineData("https://en.wikipedia.org/wiki/A", true)]
    [InlineData("http://127.0.0.1/wiki/A", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData(null, false)]
    public async Task Only_http_addresses_become_links(string? address, bool isLink)
    {
        var shown = await Render<WikiLink>(("Href", address), ("Text", Hostile));

        Assert.Equal(isLink, shown.QuerySelector("a") is not null);
        Assert.Null(shown.QuerySelector("img"));
        Assert.Equal(Hostile, shown.DocumentElement.TextContent.Trim());
    }

    [Fact]
    public async Task A_figure_is_humanised_with_the_raw_integer_beside_it()
    {
        var shown = await Render<Figure>(("Label", "Bytes"), ("Value", 1_234_567L));

        var data = shown.QuerySelector("data")!;
        Assert.Equal("1.2 M", data.TextContent);
        Assert.Equal("1234567", data.GetAttribute("title"));
    }

    [Fact]
    public async Task A_figure_that_nobody_counted_is_not_zero() =>
        Assert.Contains(
            "not counted yet",
            (await Render<Figure>(("Label", "Bytes"), ("Value", null))).DocumentElement.TextContent,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_time_is_shown_in_its_zone_and_read_by_machines_as_UTC()
    {
        var at = new DateTimeOffset(2024, 7, 1, 22, 30, 0, TimeSpan.Zero);
        var shown = (await Render<Time>(("At", at), ("Zone", "Europe/Berlin"))).QuerySelector("time")!;

        Assert.Equal("2024-07-01T22:30:00Z", shown.GetAttribute("datetime"));
        Assert.Equal("2 July 2024, 00:30", shown.TextContent);
    }

    [Fact]
    public async Task An_unknown_zone_is_read_as_UTC()
    {
        var at = new DateTimeOffset(2024, 7, 1, 22, 30, 0, TimeSpan.Zero);

        var shown = await Render<Time>(("At", at), ("Zone", "Nowhere/Town"));

        Assert.Equal("1 July 2024, 22:30", shown.QuerySelector("time")!.TextContent);
    }

    [Fact]
    public async Task A_field_ties_label_description_and_error_to_its_input()
    {
        var shown = await Render<TextField>(
            ("Name", "place.name"),
            ("Label", "Name"),
            ("Value", Hostile),
            ("Description", "What people call it."),
            ("Error", "It is empty.")
        );

        var input = shown.QuerySelector("input")!;
        Assert.Equal(Hostile, input.GetAttribute("value"));
        Assert.Equal(input.Id, shown.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        foreach (var id in input.GetAttribute("aria-describedby")!.Split(' '))
            Assert.NotNull(shown.GetElementById(id));
    }

    [Theory]
    [InlineData(MessageKind.Error, "alert")]
    [InlineData(MessageKind.Success, "status")]
    [InlineData(MessageKind.Notice, null)]
    public async Task A_message_is_announced_as_urgently_as_it_is(MessageKind kind, string? role)
    {
        RenderFragment text = builder => builder.AddContent(0, Hostile);

        var shown = await Render<Message>(("Kind", kind), ("ChildContent", text));

        Assert.Equal(role, shown.QuerySelector(".cdx-message")!.GetAttribute("role"));
        Assert.Null(shown.QuerySelector("img"));
    }

    [Fact]
    public async Task A_table_has_a_caption_and_says_when_it_is_empty()
    {
        var shown = await Render<DataTable<string>>(
            ("Caption", Hostile),
            ("Rows", Array.Empty<string>()),
            ("Empty", "None.")
        );

        Assert.Equal(Hostile, shown.QuerySelector("caption")!.TextContent);
        Assert.Contains("None.", shown.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<IDocument> Render<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var services = new ServiceCollection()
            .AddSingleton(site.Localisers.For(Language.English))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var given = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(given))).ToHtmlString()
        );
        return new HtmlParser().ParseDocument(html);
    }
}
