using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CampaignDashboard.Campaigns;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>Items are shown by what Wikidata calls them; pages take what is known, a worker asks for the rest.</summary>
public sealed class Wikidata_items_have_labels(PostgresCluster postgres, LabelledItems labelled)
    : IClassFixture<LabelledItems>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_shows_the_id_at_first_and_the_label_at_the_next_view()
    {
        var held = new TaskCompletionSource();
        await using var host = await Start(r => new WikiAnswer(ItemAnswers.To(r)) { Held = held.Task });
        await host.Name("Q42", "Q7");

        // Answered while Wikidata does not.
        Assert.Equal(["Q7", "Q42"], Facts(await host.Page()));
        await host.Page();
        held.SetResult();
        await All(host, "Q42", "Q7");

        Assert.Equal(["Naturalis (Q7)", "Douglas Adams (Q42)"], Facts(await host.Page()));
        Assert.Equal(["Q42", "Q7"], host.Asked.Order());
    }

    [Theory]
    [InlineData("en", "Douglas Adams", null, "Naturalis", null)]
    [InlineData("de", "Douglas Adams (Autor)", null, "Naturalis", "en")]
    [InlineData("fr", "Douglas Adams, écrivain", null, "Naturalis", "en")]
    [InlineData("nl", "Douglas Adams (schrijver)", null, "Naturalis 2", "mul")]
    public async Task A_label_is_in_the_language_of_the_reader_or_says_in_which_it_is(
        string reader,
        string label,
        string? language,
        string other,
        string? otherLanguage
    )
    {
        var labels = Links(await labelled.Host.Page(reader)).Select(a => a.QuerySelector("bdi")!).ToArray();

        Assert.Equal([other, label], labels.Select(b => b.TextContent));
        Assert.Equal([otherLanguage, language], labels.Select(b => b.GetAttribute("lang")));
        Assert.Equal(
            [
                otherLanguage switch
                {
                    null => null,
                    "mul" => "auto",
                    _ => "ltr",
                },
                null,
            ],
            labels.Select(b => b.GetAttribute("dir"))
        );
    }

    [Fact]
    public async Task A_label_runs_in_the_direction_of_its_own_language()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Name("Q9");
        await host.Items.Fetch(["Q9"], Stop);

        var label = Assert.Single(Links(await host.Page("nl"))).QuerySelector("bdi")!;

        Assert.Equal(("متحف", "ar", "rtl"), (label.TextContent, label.GetAttribute("lang"), label.GetAttribute("dir")));
    }

    [Fact]
    public async Task A_hostile_label_is_text()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Name("Q66");
        await host.Items.Fetch(["Q66"], Stop);

        var page = await host.Page();

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(["<script>alert(1)</script>\u202e\"'& (Q66)"], Facts(page));
        var told = await Told(host, $"sessions/{Planned.TheSession}");
        Assert.Equal("<script>alert(1)</script>\u202e\"'&", told.GetProperty("label").GetString());
    }

    [Fact]
    public async Task All_pages_show_the_item_and_a_link_to_it()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Happened(Planned.TheOrganiser.Value, "organiser", Planned.OrganiserAnew);
        await host.Happened(Planned.TheCampaign.Value, "campaign", Planned.CampaignAnew);
        await host.Happened(Planned.TheProgram.Value, "program", Planned.ProgramAnew);
        await host.Items.Fetch(["Q190804", "Q641676", "Q22671"], Stop);

        foreach (
            var (page, id) in new[]
            {
                ("/organisers/wmnl", "Q190804"),
                ("/campaigns/naturalis", "Q641676"),
                ("/programs/beetles", "Q22671"),
            }
        )
        {
            var link = Assert.Single(Links(await host.Text(page)));
            Assert.Equal($"Item {id}", link.TextContent);
            Assert.Equal(new Uri(host.Wikidata.Api, $"/wiki/{id}").AbsoluteUri, link.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task What_was_redirected_has_the_label_of_its_target_and_what_is_missing_says_so()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Name("Q8", "Q404");
        await host.Items.Fetch(["Q8", "Q404"], Stop);

        Assert.Equal(["Q404 Wikidata has no such item.", "Douglas Adams (Q8)"], Facts(await host.Page()));
    }

    [Fact]
    public async Task Labels_are_asked_for_again_after_thirty_days_and_shown_meanwhile()
    {
        await using var host = await Start(r =>
            ItemAnswers.To(r).Replace("Douglas Adams\"", "Douglas Noël Adams\"", StringComparison.Ordinal)
        );
        await host.Name("Q42");
        await host.Get<ItemTable>().Save([Labelled("Q42", "Old name")], host.Clock.Now, Stop);
        host.Clock.Pass(WikidataItems.Fresh);
        Assert.Equal(["Old name (Q42)"], Facts(await host.Page()));
        host.Clock.Pass(TimeSpan.FromSeconds(1));
        var dealtWith = host.Get<ItemQueue>().NextDealtWith;

        Assert.Equal(["Old name (Q42)"], Facts(await host.Page()));
        await dealtWith;

        Assert.Equal(["Douglas Noël Adams (Q42)"], Facts(await host.Page()));
        Assert.Equal(["Q42"], host.Asked);
    }

    [Fact]
    public async Task Where_no_Wikidata_is_configured_ids_are_shown_and_nothing_is_asked()
    {
        await using var host = await ItemHost.Start(postgres, r => ItemAnswers.To(r), isConfigured: false);
        await host.Name("Q42");

        Assert.Equal(["Q42"], Facts(await host.Page()));
        var link = Assert.Single(Links(await host.Page()));
        Assert.Equal("https://www.wikidata.org/wiki/Q42", link.GetAttribute("href"));
        Assert.Same(NamedItems.Accepted, await host.Items.Check(["Q404"], Stop));
        Assert.Empty(await host.Items.Fetch(["Q42"], Stop));
        Assert.Empty(host.Wikidata.Requests);
    }

    [Fact]
    public async Task The_API_tells_what_the_pages_show()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Name("Q8", "Q404");
        await host.Items.Fetch(["Q8", "Q404"], Stop);

        var told = await host.Text($"/api/v1/sessions/{Planned.TheSession}/wikidata-items?uselang=nl");

        var page = new Uri(host.Wikidata.Api, "/wiki/").AbsoluteUri;
        const string At = "2026-03-10T12:00:00Z";
        Assert.Equal(
            $$"""
            [{"id":"Q8","label":"Douglas Adams (schrijver)","language":"nl","redirectsTo":"Q42","missing":false,"asOf":"{{At}}","page":"{{page}}Q8"},
            {"id":"Q404","label":null,"language":null,"redirectsTo":null,"missing":true,"asOf":"{{At}}","page":"{{page}}Q404"}]
            """.ReplaceLineEndings(""),
            told
        );
    }

    [Fact]
    public async Task The_API_asks_for_what_is_not_known_as_the_pages_do()
    {
        await using var host = await Start(r => ItemAnswers.To(r));
        await host.Happened(Planned.TheOrganiser.Value, "organiser", Planned.OrganiserAnew);
        await host.Happened(Planned.TheCampaign.Value, "campaign", Planned.CampaignAnew);
        await host.Happened(Planned.TheProgram.Value, "program", Planned.ProgramAnew);
        string[] plans =
        [
            $"organisers/{Planned.TheOrganiser}",
            $"campaigns/{Planned.TheCampaign}",
            $"programs/{Planned.TheProgram}",
        ];
        foreach (var plan in plans)
        {
            var told = await Told(host, plan);
            Assert.Equal(JsonValueKind.Null, told.GetProperty("asOf").ValueKind);
            await All(host, told.GetProperty("id").GetString()!);
            Assert.Equal($"Item {told.GetProperty("id")}", (await Told(host, plan)).GetProperty("label").GetString());
        }

        Assert.Equal("[]", await host.Text($"/api/v1/sessions/{Planned.TheSession}/wikidata-items"));
    }

    [Theory]
    [InlineData("organisers")]
    [InlineData("campaigns")]
    [InlineData("programs")]
    [InlineData("sessions")]
    public async Task Where_there_is_no_plan_there_are_no_items(string kind)
    {
        using var answer = await labelled.Host.Client.GetAsync(
            new Uri($"/api/v1/{kind}/{Guid.NewGuid()}/wikidata-items", UriKind.Relative),
            Stop
        );

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonElement> Told(ItemHost host, string plan)
    {
        using var json = JsonDocument.Parse(await host.Text($"/api/v1/{plan}/wikidata-items"));
        return Assert.Single(json.RootElement.EnumerateArray().ToArray()).Clone();
    }

    private Task<ItemHost> Start(Func<WikiRequest, WikiAnswer> answer) => ItemHost.Start(postgres, answer);

    /// <summary>Waits until these are known, however many rounds the worker needs.</summary>
    private static async Task All(ItemHost host, params string[] ids)
    {
        for (
            var next = host.Get<ItemQueue>().NextDealtWith;
            (await host.Get<ItemTable>().Of(ids, Stop)).Count < ids.Length;
            next = host.Get<ItemQueue>().NextDealtWith
        )
        {
            await next;
        }
    }

    private static WikiItem Labelled(string id, string label) =>
        new(
            id,
            IsMissing: false,
            Target: null,
            new Dictionary<string, ItemLabel>(StringComparer.Ordinal) { ["en"] = new(label, "en") }
        );

    /// <summary>What the page says of items, in the order of their appearance.</summary>
    private static string[] Facts(string page) =>
        [.. Links(page).Select(a => string.Join(' ', a.ParentElement!.TextContent.Split([' ', '\n'], Split)))];

    private const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries;

    private static IEnumerable<IElement> Links(string page) =>
        new HtmlParser().ParseDocument(page).QuerySelectorAll("dl.facts dd a.wiki-link[href*='/wiki/Q']");
}

/// <summary>A host that knows the labels of its session's two items, for who looks at them and changes nothing.</summary>
public sealed class LabelledItems(PostgresCluster postgres) : IAsyncLifetime
{
    internal ItemHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Host = await ItemHost.Start(postgres, r => ItemAnswers.To(r));
        await Host.Name("Q42", "Q7");
        await Host.Items.Fetch(["Q42", "Q7"], TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
