using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CampaignDashboard.Web.Prose;

namespace CampaignDashboard.Tests.Web;

public sealed class Descriptions_are_Markdown_without_dangers
{
    private static readonly string[] Elements =
    [
        .. "p br em strong code pre blockquote ul ol li a bdi hr h2 h3 h4 h5 h6".Split(' '),
    ];

    private static readonly string[] Attributes = ["dir", "href", "rel", "start"];

    [Fact]
    public void What_people_write_is_laid_out()
    {
        var shown = Shown("# Day\n\nMeet at **ten**, *please*.\nBring `ids`.\n\n- tea\n- cake\n\n> Quiet!\n\n---\n");

        Assert.Equal("Day", shown.QuerySelector("h2")!.TextContent);
        Assert.Equal("ten", shown.QuerySelector("p strong")!.TextContent);
        Assert.Equal("please", shown.QuerySelector("p em")!.TextContent);
        Assert.NotNull(shown.QuerySelector("p br"));
        Assert.Equal(2, shown.QuerySelectorAll("ul > li").Length);
        Assert.Equal("Quiet!", shown.QuerySelector("blockquote p")!.TextContent);
    }

    [Theory]
    [InlineData("[a](https://example.org/x?y=1&z=2)", "https://example.org/x?y=1&z=2")]
    [InlineData("[a](http://example.org)", "http://example.org")]
    [InlineData("[a](mailto:a@example.org)", "mailto:a@example.org")]
    [InlineData("<https://example.org/x>", "https://example.org/x")]
    [InlineData("<a@example.org>", "mailto:a@example.org")]
    [InlineData("See https://example.org/x, or not.", "https://example.org/x")]
    [InlineData("www.example.org", "https://www.example.org")]
    [InlineData("[a][1]\n\n[1]: https://example.org/x \"title\"", "https://example.org/x")]
    [InlineData("![a cat](https://example.org/cat.jpg)", "https://example.org/cat.jpg")]
    public void Links_lead_out_and_vouch_for_nothing(string source, string address)
    {
        var link = Assert.Single(Shown(source).QuerySelectorAll("a"));

        Assert.Equal(address, link.GetAttribute("href"));
        Assert.Equal("nofollow noopener ugc", link.GetAttribute("rel"));
        Assert.NotEqual("", link.TextContent);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=\"alert(1)\">b</b> <!-- c --> <?php ?> <![CDATA[x]]>")]
    [InlineData("<style>body{display:none}</style>\n\n<iframe src=\"//evil.example\"></iframe>")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](javascript&colon;alert(1))")]
    [InlineData("[a](<java\tscript:alert(1)>)")]
    [InlineData("[a](\u0001javascript:alert(1))")]
    [InlineData("[a](vbscript:x) [b](file:///etc/passwd) [c](//evil.example) [d](/sign-out) [e](#statistics)")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![a](data:image/svg+xml,<svg/onload=alert(1)>)")]
    [InlineData("[a][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)> <data:text/html,x> ftp://example.org tel:123")]
    [InlineData("# A {onclick=alert(1) #statistics}\n\n```js onmouseover=alert(1)\nx\n```")]
    public void Nothing_of_a_stranger_runs_or_is_loaded(string source)
    {
        var shown = Shown(source);

        Assert.Empty(shown.QuerySelectorAll("a"));
        OnlyWhatIsHarmless(shown);
    }

    [Theory]
    [InlineData("[a](https://example.org/\"onmouseover=\"alert(1))")]
    [InlineData("[a](https://example.org/ \"x\\\" onmouseover=alert(1) \\\"\")")]
    [InlineData("[<img src=x onerror=alert(1)>](https://example.org)")]
    [InlineData("[![b](https://example.org/b.png)](https://example.org/a)")]
    [InlineData("![a [b](https://example.org/b) c](https://example.org/a.png)")]
    [InlineData("[\u202Egro.live\u202C](https://example.org)")]
    public void A_link_is_a_link_and_no_more(string source)
    {
        var shown = Shown(source);

        var link = Assert.Single(shown.QuerySelectorAll("a"));
        Assert.StartsWith("https://example.org", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("BDI", Assert.Single(link.Children).TagName);
        OnlyWhatIsHarmless(shown);
    }

    [Fact]
    public void Of_a_link_that_leads_nowhere_the_words_stay() =>
        Assert.Equal("go here now", Shown("[go *here*](javascript:alert(1)) now").TextContent.Trim());

    [Fact]
    public void An_image_without_words_shows_its_address() =>
        Assert.Equal(
            "https://example.org/a.png",
            Shown("![](https://example.org/a.png)").QuerySelector("a")!.TextContent
        );

    [Theory]
    [InlineData("# a\n## b\n# c", "H2 H3 H2")]
    [InlineData("#### a\n###### b\n## c\n### d", "H2 H3 H2 H3")]
    [InlineData("# a\n## b\n### c\n#### d\n##### e\n###### f", "H2 H3 H4 H5 H6 H6")]
    [InlineData("> # a\n\n- ## b", "H2 H3")]
    public void Headings_stand_below_the_page_s_own_and_leave_no_level_out(string source, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', Shown(source).QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(h => h.TagName))
        );

    [Fact]
    public void Every_paragraph_has_the_direction_of_its_own_script()
    {
        var shown = Shown("Hello\n\n\u05E9\u05DC\u05D5\u05DD\n\n- \u0645\u0631\u062D\u0628\u0627\n\n# x \u202E y");

        Assert.All(shown.QuerySelectorAll("p,li,h2"), block => Assert.Equal("auto", block.GetAttribute("dir")));
        Assert.Equal(4, shown.QuerySelectorAll("[dir=auto]").Length);
    }

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('_')]
    [InlineData('`')]
    [InlineData('!')]
    [InlineData('<')]
    public void However_deep_it_is_nested_a_page_comes_of_it(char sign)
    {
        OnlyWhatIsHarmless(Shown(new string(sign, 10_000)));
        OnlyWhatIsHarmless(Shown(string.Concat(Enumerable.Repeat($"{sign} ", 5_000)) + "<script>x</script>"));
    }

    [Fact]
    public void Links_within_images_within_links_without_end_are_one_link_or_none()
    {
        var source =
            string.Concat(Enumerable.Repeat("![", 300))
            + "a"
            + string.Concat(Enumerable.Repeat("](https://e.org)", 300));

        var shown = Shown(source);

        Assert.Empty(shown.QuerySelectorAll("a a"));
        OnlyWhatIsHarmless(shown);
    }

    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("# Day\n\nMeet at **ten** &amp; *eat*.", "Day\n\nMeet at ten & eat.")]
    [InlineData(
        "[The museum](https://example.org/m) and <https://example.org>",
        "The museum (https://example.org/m) and https://example.org"
    )]
    [InlineData("[a](javascript:alert(1))", "a")]
    [InlineData("1. tea\n2. cake", "1. tea\n2. cake")]
    [InlineData("<b>bold</b>", "<b>bold</b>")]
    [InlineData("", "")]
    public void Calendars_and_summaries_get_the_words_alone(string source, string text) =>
        Assert.Equal(text, MarkdownProse.Text(source));

    [Theory]
    [InlineData("# Day\n\nMeet", "Day")]
    [InlineData("  \n", null)]
    public void A_card_says_the_first_line(string source, string? line) =>
        Assert.Equal(line, MarkdownProse.FirstLine(source));

    private static IElement Shown(string source) => new HtmlParser().ParseDocument(MarkdownProse.Html(source)).Body!;

    private static void OnlyWhatIsHarmless(IElement shown)
    {
        foreach (var element in shown.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Elements);
            Assert.All(
                element.Attributes.Where(a => element.LocalName != "code"),
                a => Assert.Contains(a.Name, Attributes)
            );
            Assert.All(element.Attributes, a => Assert.DoesNotContain("on", a.Name[..2], StringComparison.Ordinal));
        }
    }
}
